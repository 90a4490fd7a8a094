#!/usr/bin/env bash
# What `swift format lint` does not look at: keys in the tree, the length of lines that are comments, and the
# scripts.
set -euo pipefail
cd "$(dirname "$0")/.."

bad=0
complain() {
  printf 'lint: %s\n%s\n' "$1" "$2" >&2
  bad=1
}

if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  secret='\.(key|pem|crt|csr|p12|db|db-wal|db-shm|profdata)$|(^|/)\.build|^\.run/'
  tracked=$(git ls-files | grep -E "$secret" || true)
  [ -z "$tracked" ] || complain 'keys, certificates, databases or build products are tracked:' "$tracked"
fi

mapfile -t scripts < <(find scripts packaging -name '*.sh' | sort && ls .ci/run)
# Characters, not bytes; what fuzzing has found is as it is.
long=$(find Package.swift Sources Tests Makefile "${scripts[@]}" -type f -not -path '*/Corpora/*' \
  -exec env LC_ALL=C.UTF-8 grep -nHE '^.{111,}' {} + || true)
[ -z "$long" ] || complain 'lines of more than 110 columns:' "$long"

for script in "${scripts[@]}"; do
  errors=$(bash -n "$script" 2>&1) || complain "$script:" "$errors"
  [ -x "$script" ] || complain 'not executable:' "$script"
done
if command -v shellcheck >/dev/null; then
  errors=$(shellcheck -x "${scripts[@]}") || complain 'shellcheck:' "$errors"
fi

exit "$bad"
