#!/usr/bin/env bash
# Makes docs/benchmarks.md and docs/benchmarks.svg of what scripts/bench.sh has measured, which sources it.
# shellcheck disable=SC2154

# What the ratios are taken against: papod, or the first that was measured.
base() {
  case " ${planned_servers[*]} " in *' papod '*) echo papod ;; *) echo "${planned_servers[0]}" ;; esac
}

# The suites of the picture: one where all wait for each other, one where they do not.
pictured() {
  local suite
  for suite in fan1000x10 stream; do
    if grep -qF "\"suite\":\"$suite\"" "$RESULTS"; then echo "--suite=$suite"; fi
  done
}

# The version of a Debian package.
version_of() { dpkg-query -W -f '${Version}' "$1" 2>/dev/null || echo unknown; }

machine() {
  local name processor commit
  processor=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
  commit=$(git -C "$folder" describe --always --dirty --tags 2>/dev/null) || commit='no commit'
  echo "- Processor: ${processor:-unknown}, $(nproc) usable; $pinning"
  echo "- Linux $(uname -r); $(openssl version | cut -d ' ' -f 1,2); the journal on $(stat -f -c %T "$here")"
  echo "- papo at $commit, $(date -u +%F)"
  for name in ngircd inspircd; do
    case " ${planned_servers[*]} " in
      *" $name "* | *" $name+nd "*)
        echo "- $name $(version_of "$name"), GnuTLS $(version_of libgnutls30), of Debian"
        ;;
    esac
  done
}

commands() {
  local suite
  echo "$ROUNDS rounds of \`papo-bench MODE ADDRESS:PORT …\`:"
  echo
  echo '| suite | mode and options |'
  echo '| --- | --- |'
  for suite in "${planned_suites[@]}"; do echo "| $suite | \`$(arguments_of "$suite")\` |"; done
}

generated() {
  machine
  echo
  commands
  echo
  if [ -e "$here/benchmarks.svg" ]; then
    printf '![Latency over percentiles and CPU a delivery, by server](benchmarks.svg)\n\n'
  fi
  "$programs/papo-bench" compare "$RESULTS" --markdown --base "$(base)"
}

# Shows the tables, and puts them with the machine between the two marks of benchmarks.md.
report() {
  local to=${REPORT:-$folder/../docs} text=$folder/../docs/benchmarks.md options
  "$programs/papo-bench" compare "$RESULTS" --base "$(base)"
  # Of idle connections there is no picture.
  if grep -qF '"latency":{' "$RESULTS"; then
    mapfile -t options < <(pictured)
    "$programs/papo-bench" compare "$RESULTS" "${options[@]}" --plot "$here/benchmarks.svg" >/dev/null
  fi
  generated >"$here/generated.md"
  mkdir -p "$to"
  [ ! -e "$to/benchmarks.md" ] || text=$to/benchmarks.md
  awk -v generated="$here/generated.md" '
    /^<!-- begin of what make bench writes -->$/ {
      print; print ""; while ((getline line < generated) > 0) print line; print ""; skipping = 1
    }
    /^<!-- end of what make bench writes -->$/ { skipping = 0 }
    !skipping' "$text" >"$here/benchmarks.md"
  mv "$here/benchmarks.md" "$to/benchmarks.md"
  [ ! -e "$here/benchmarks.svg" ] || mv "$here/benchmarks.svg" "$to/benchmarks.svg"
  echo "bench: results in $RESULTS, tables in $(realpath "$to/benchmarks.md")" >&2
}
