#!/usr/bin/env bash
# Puts a person in the chat, which is all that `make run` and `make join` are about.
# usage: chat.sh run|join, with PORT, and optionally NAME, HOST and PIN, in the environment
#
# `run` starts the server if nothing listens on the port; scripts/server.sh lets it run for as long as there
# is a client. Who is a client, the kernel knows: each holds a shared lock on a file, on a descriptor that the
# client program inherits, so that the lock goes with the process however it ends, kill -9 included.
set -euo pipefail
cd "$(dirname "$0")/.."

mode=$1
release=.build/release
state=.run/papod
[ "$PORT" = 7443 ] || state=.run/papod-$PORT
log=$state.log
host=${HOST:-localhost}
mkdir -p .run

# Whether something listens on the port of the host.
listens() { (exec 3<>"/dev/tcp/$host/$PORT") 2>/dev/null; }

# The addresses for papod to listen on; none are all addresses on its own port.
listen_options() {
  if [ -n "$HOST" ] && [ "$HOST" != localhost ]; then
    case $HOST in *:*) echo "--listen=[$HOST]:$PORT" ;; *) echo "--listen=$HOST:$PORT" ;; esac
  elif [ "$PORT" != 7443 ]; then
    echo "--listen=0.0.0.0:$PORT"
    # A machine without IPv6 cannot listen on it.
    if grep -q . /proc/net/if_inet6 2>/dev/null; then echo "--listen=[::]:$PORT"; fi
  fi
}

start_server() {
  local options server
  mapfile -t options < <(listen_options)
  : >"$log"
  # A session of its own, so that neither Ctrl-C nor the end of this terminal reaches the server; and without
  # our descriptors, or the locks on them would outlive us.
  setsid scripts/server.sh "$state.clients" "$release/papod" serve "--journal=$state.db" "${options[@]}" \
    </dev/null >>"$log" 2>&1 8>&- 9>&- &
  server=$!
  # The last line that papod prints once it listens.
  until grep -q '^join with: ' "$log"; do
    if ! kill -0 "$server" 2>/dev/null; then
      echo "the server did not start; its log, $log, ends with:" >&2
      tail -n 5 "$log" >&2
      exit 1
    fi
    sleep 0.05
  done
  echo "the server runs until its last client leaves; its log is $log" >&2
  grep '^join with: ' "$log" >&2
}

# One at a time: of two who find no server, one starts it. Then the client's lock; it is not to be had while
# scripts/server.sh ends a server, and after that the port is free.
exec 9>>"$state.start" 8>>"$state.clients"
flock 9
flock --shared 8
if ! listens; then
  if [ "$mode" = join ]; then
    echo "nobody listens on $host, port $PORT; this starts a server here: make run" >&2
    exit 69
  fi
  start_server
fi
exec 9>&-

# Whether the server is this folder's, as a rule. If it is another, the pin does not match, and papo says so.
is_ours() {
  [ -e certs/server.crt ] || return 1
  [ "$mode" = run ] || [[ $host == localhost || $host == 127.* || $host == ::1 ]]
}

options=()
[ -z "$NAME" ] || options+=("--name=$NAME")
if [ -z "$PIN" ] && is_ours; then PIN=$("$release/papod" pin certs/server.crt); fi
[ -z "$PIN" ] || options+=("--pin=$PIN")
case $host in *:*) host="[$host]" ;; esac
exec "$release/papo" "$host:$PORT" "${options[@]}"
