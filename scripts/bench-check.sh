#!/usr/bin/env bash
# Fails where papod needs more instructions a message than scripts/bench/recorded.json says, or where a
# delivery has an allocation, a lock or a reference count; but first tests what reckons that, and what reckons
# with what was measured.
# usage: bench-check.sh FOLDER-OF-PAPOD-AND-PAPO-BENCH [--record]
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")/bench" && pwd)

# Python leaves no compiled files in the tree.
export PYTHONDONTWRITEBYTECODE=1
for folder in "$bench" "${bench%/*}/scaling"; do
  export PYTHONPATH=$folder
  if ! output=$(python3 -m unittest discover -s "$folder/tests" -t "$folder/tests" 2>&1); then
    echo "$output" >&2
    exit 1
  fi
done
export PYTHONPATH=$bench
guard() { python3 "$bench/guard.py" "$1" "$bench/recorded.json" "${@:2}"; }
guard "$@" && exit
# On a machine that stands still for seconds a run can break off, or count timers for messages; a server that
# got slower is slower the second time too.
echo 'bench-check: once more' >&2
guard "$@"
