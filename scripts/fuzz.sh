#!/usr/bin/env bash
# Fuzzes all targets, or one, each for so many seconds, and says how often each was executed and what was
# found. What reached something new is kept in .fuzz/corpus for the next time; the input of a find stands in
# .fuzz/finds, and the program repeats it: PAPO_FUZZ_TARGET=NAME PROGRAM FILE.
# usage: fuzz.sh PROGRAM SECONDS [TARGET]
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1 time=$2

# Swift's own traces of a crash are made in a way that AddressSanitizer takes for another one.
export SWIFT_BACKTRACE=enable=no

# Without a target, it tells which there are, and ends with 2.
known=$({ PAPO_FUZZ_TARGET='' "$program" || true; } | sed -n 's/^PAPO_FUZZ_TARGET is one of: //p')
targets=${3:-$known}

# The number of a line of libFuzzer's statistics.
number() { sed -n "s/^stat::$1: *//p" "$log"; }

finds=0
for target in $targets; do
  if [[ " $known " != *" $target "* ]]; then
    echo "fuzz: there is no target $target, but these: $known" >&2
    exit 2
  fi
  corpus=.fuzz/corpus/$target
  log=.fuzz/$target.log
  mkdir -p "$corpus" ".fuzz/seeds/$target" ".fuzz/finds/$target"
  corpora=("$corpus" ".fuzz/seeds/$target")
  [ ! -d "Tests/FuzzingTests/Corpora/$target" ] || corpora+=("Tests/FuzzingTests/Corpora/$target")
  status=0
  PAPO_FUZZ_TARGET=$target PAPO_FUZZ_SEEDS=.fuzz/seeds/$target "$program" "${corpora[@]}" \
    -dict=Tests/FuzzingTests/Corpora/protocol.dict -artifact_prefix=".fuzz/finds/$target/" \
    -max_total_time="$time" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 >"$log" 2>&1 || status=$?
  # Our C modules alone have some hundred counters, all modules some hundred thousand.
  counters=$(sed -n 's/.*Loaded [0-9]* modules *(\([0-9]*\) inline 8-bit counters).*/\1/p' "$log" | head -n 1)
  if [ -z "$counters" ]; then
    echo "fuzz: $target could not be begun:" >&2
    tail -n 5 "$log" >&2
    exit 2
  elif [ "$counters" -lt 10000 ]; then
    echo "fuzz: the Swift modules do not tell what an input reaches ($counters counters)" >&2
    exit 2
  fi
  edges=$(sed -n 's/.* cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1)
  printf '%-14s %10s executions, %6s a second, %6s edges' "$target" "$(number number_of_executed_units)" \
    "$(number average_exec_per_sec)" "$edges"
  if [ "$status" -eq 0 ]; then
    echo
  else
    finds=$((finds + 1))
    printf ', FOUND:\n'
    grep -aE 'Fatal error|SUMMARY|Test unit written' "$log" || tail -n 5 "$log"
  fi
done
[ "$finds" -eq 0 ]
