#!/usr/bin/env bash
# Runs all tests, or those that are asked for, and says at the very end what failed: in a thousand lines it is
# not found, and a log that is cut keeps its end.
# usage: test.sh [ARGUMENT-OF-SWIFT-TEST]..., optionally with SWIFT in the environment
set -euo pipefail
cd "$(dirname "$0")/.."

output=$(mktemp)
trap 'rm -f "$output"' EXIT

status=0
"${SWIFT:-swift}" test "$@" 2>&1 | tee "$output" || status=${PIPESTATUS[0]}
[ "$status" -ne 0 ] || exit 0

failures='✘ .* recorded an issue|Fatal error|(WARNING|ERROR|SUMMARY): [A-Za-z]*Sanitizer|: error: '
echo
echo "swift test failed ($status); what it said of it:"
grep -E "$failures" "$output" || echo 'nothing; the end of the log is all there is'
exit "$status"
