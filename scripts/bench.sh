#!/usr/bin/env bash
# Measures papod and other chat servers side by side, and writes docs/benchmarks.md and docs/benchmarks.svg.
# In each round every server is started afresh, in turn, so that what else the machine does hits all alike.
# usage: bench.sh FOLDER-OF-PAPOD-AND-PAPO-BENCH, optionally with these in the environment:
#   ROUNDS    of every suite (7)
#   SUITES    names in scripts/bench/servers.sh (all)
#   SERVERS   as well (all that are installed, and those in EXTRA)
#   DURATION  seconds of sending a run (3)
#   PORT      the first of five that are free on 127.0.0.1 (7100)
#   RESULTS   a file for the results, a line of JSON a run; what is in it counts too (a new one in .run)
#   REPORT    the folder of benchmarks.md and benchmarks.svg (docs)
#   EXTRA     one more server, NAME=LANGUAGE=PORT=COMMAND, or several, a line each; LANGUAGE is plain,
#             numbered or irc; @CERT@ and @KEY@ in COMMAND become the files of the certificate and its key
set -euo pipefail
programs=$(cd "$1" && pwd)
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# The programs of root are not on everybody's PATH.
PATH=$PATH:/usr/sbin:/sbin
ROUNDS=${ROUNDS:-7} DURATION=${DURATION:-3} PORT=${PORT:-7100} EXTRA=${EXTRA:-}
# shellcheck source=scripts/bench/servers.sh
source "$folder/bench/servers.sh"
# shellcheck source=scripts/bench/report.sh
source "$folder/bench/report.sh"

# On a disk, if it can be: in memory, --sync full would cost nothing.
here=$(mktemp -d -p "${TMPDIR:-/var/tmp}")
server=
finish() {
  [ -z "$server" ] || kill -KILL "$server" 2>/dev/null || true
  rm -rf "$here"
}
trap finish EXIT
trap 'exit 130' INT TERM

fail() {
  echo "bench: $1" >&2
  tail -n 5 "$here"/server.log "$here"/load.log >&2 2>/dev/null || true
  [ ! -s "${RESULTS:-}" ] || echo "bench: the whole rounds before it are in $RESULTS" >&2
  exit 1
}

# Brings the peers that are asked for.
install() {
  local name names=()
  for name in ngircd inspircd; do
    case " ${SERVERS:-$name} " in *" $name "* | *" $name+nd "*) names+=("$name") ;; esac
  done
  "$folder/bench/peers.sh" "${names[@]}"
}

# What is to be measured: `planned_suites`, `planned_servers`.
plan() {
  local name added extras
  read -ra planned_suites <<<"${SUITES:-${suites[*]}}"
  for name in "${planned_suites[@]}"; do
    arguments_of "$name" >/dev/null || fail "no suite: $name; there are ${suites[*]} ${more_suites[*]}"
  done
  added=$(extra_names)
  read -rd '' -a extras <<<"$added" || true
  if [ -n "${SERVERS:-}" ]; then
    read -ra planned_servers <<<"$SERVERS"
    planned_servers+=("${extras[@]}")
  else
    planned_servers=("${own[@]}" "${floors[@]}")
    for name in "${peers[@]}"; do
      if command -v "${name%+nd}" >/dev/null; then planned_servers+=("$name"); fi
    done
    planned_servers+=("${extras[@]}")
  fi
  mkdir "$here/plan"
  for name in "${planned_servers[@]}"; do
    describe "$name" "$here/plan" || fail "no server: $name; there are ${own[*]} ${floors[*]} ${peers[*]}"
    case $name in
      ngircd* | inspircd*) command -v "${name%+nd}" >/dev/null || fail "$name is not installed" ;;
    esac
  done
}

# The first processor is for the server, the second for the load, one that is no sibling of the first if there
# is one: `on_server` and `on_load` are what comes before a command, `pinning` says it in words.
pin() {
  local all siblings second=
  on_server=() on_load=() pinning='server and load share all processors'
  command -v taskset >/dev/null || return 0
  mapfile -t all < <(list "$(sed -n 's/^Cpus_allowed_list:\t//p' /proc/self/status)")
  if [ ${#all[@]} -lt 2 ]; then
    echo 'bench: one processor for server and load, which take turns: latencies say little' >&2
    pinning='server and load share the only processor'
    return
  fi
  siblings=$(list "$(cat "/sys/devices/system/cpu/cpu${all[0]}/topology/thread_siblings_list" 2>/dev/null)")
  second=$(printf '%s\n' "${all[@]:1}" | grep -vxF -e "$siblings" | head -n 1) || second=${all[1]}
  on_server=(taskset -c "${all[0]}") on_load=(taskset -c "$second")
  pinning="server on processor ${all[0]}, load on processor $second"
  if grep -qxF "$second" <<<"$siblings"; then pinning+=', which are threads of one core'; fi
}

# The numbers in a list of the kernel's, "0-2,5", a line each.
list() {
  local part
  for part in ${1//,/ }; do seq "${part%-*}" "${part#*-}"; done
}

prepare() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost \
    -keyout "$here/key.pem" -out "$here/cert.pem" 2>/dev/null
  chmod 600 "$here/key.pem"
  case " ${planned_servers[*]} " in
    *'+nd '*) cc -O2 -Wall -Wextra -shared -fPIC -o "$here/nodelay.so" "$folder/bench/nodelay.c" -ldl ;;
  esac
  case " ${planned_servers[*]} " in
    *' floor'*) cc -O2 -Wall -Wextra -o "$here/floor" "$folder/bench/floor.c" -lssl -lcrypto ;;
  esac
  ulimit -n "$(ulimit -Hn)"
  if [ -z "${RESULTS:-}" ]; then
    RESULTS=$(cd "$folder/.." && pwd)/.run/bench-$(date +%Y%m%d-%H%M%S).jsonl
    mkdir -p "$(dirname "$RESULTS")"
  fi
  touch "$RESULTS"
}

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Starts a server and waits until it accepts connections, ten seconds at the most.
start_server() {
  local name=$1 _
  rm -rf "$here/state" && mkdir "$here/state"
  describe "$name" "$here/state"
  if is_listening "$port"; then fail "port $port is taken; another: PORT="; fi
  "${on_server[@]}" "${command[@]}" </dev/null >"$here/server.log" 2>&1 &
  server=$!
  for _ in {1..200}; do
    if is_listening "$port"; then return; fi
    kill -0 "$server" 2>/dev/null || fail "$name did not start"
    sleep 0.05
  done
  fail "$name accepts no connections"
}

stop_server() {
  kill -KILL "$server"
  wait "$server" 2>/dev/null || true
  server=
}

# One run; its line goes to the round's.
measure() {
  local suite=$1 name=$2 words status=0
  start_server "$name"
  # What the probe and the start left behind is over by then.
  sleep 0.3
  read -rd '' -a words <<<"$(arguments_of "$suite"; options_for "$suite" "$name")" || true
  "${on_load[@]}" timeout 180 "$programs/papo-bench" "${words[0]}" "127.0.0.1:$port" "${words[@]:1}" \
    --pid "$server" --limit 120 --label "$name" --suite "$suite" --json \
    </dev/null >"$here/run.jsonl" 2>"$here/load.log" || status=$?
  # 1 with a result: not all arrived as it should.
  if [ "$status" -gt 1 ] || [ ! -s "$here/run.jsonl" ]; then
    fail "papo-bench failed against $name in $suite ($status)"
  fi
  [ "$status" = 0 ] || echo "bench: not everything arrived as it should: $name in $suite" >&2
  kill -0 "$server" 2>/dev/null || fail "$name ended during $suite"
  cat "$here/run.jsonl" >>"$here/round.jsonl"
  stop_server
}

# Who takes part in a suite, and who does not.
choose() {
  local name reason
  chosen=()
  for name in "${planned_servers[@]}"; do
    reason=$(reason_against "$1" "$name")
    if [ -z "$reason" ]; then chosen+=("$name"); elif [ "${2:-}" = tell ]; then
      echo "bench: $1 without $name: $reason" >&2
    fi
  done
}

total=0 finished=0
progress() {
  # Before anything is known of a run it is taken to need as long as it sends, and three seconds more.
  local left=$(((total - finished) * (${DURATION%.*} + 3)))
  [ "$finished" = 0 ] || left=$(((total - finished) * SECONDS / finished))
  printf 'bench: %s, round %d of %d: %s (run %d of %d, %d:%02d min left)\n' \
    "$1" "$2" "$ROUNDS" "$3" "$((finished + 1))" "$total" "$((left / 60))" "$((left % 60))" >&2
}

run_suites() {
  local suite round name
  for suite in "${planned_suites[@]}"; do
    choose "$suite" tell
    total=$((total + ROUNDS * ${#chosen[@]}))
  done
  SECONDS=0
  for suite in "${planned_suites[@]}"; do
    choose "$suite"
    for ((round = 1; round <= ROUNDS; round++)); do
      : >"$here/round.jsonl"
      for name in "${chosen[@]}"; do
        progress "$suite" "$round" "$name"
        measure "$suite" "$name"
        finished=$((finished + 1))
      done
      # Ratios are taken round by round, so only whole rounds count.
      cat "$here/round.jsonl" >>"$RESULTS"
    done
  done
}

install
plan
pin
prepare
run_suites
report
