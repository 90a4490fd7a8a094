#!/usr/bin/env bash
# A room over several servers, on this machine alone: three nats-servers and three papods on loopback, with
# certificates that are thrown away afterwards, until Ctrl-C. Nothing of it is kept.
# usage: cluster.sh FOLDER-OF-PAPOD, optionally with PORT in the environment: the first of nine ports
set -euo pipefail
papod=$(cd "$1" && pwd)/papod
cd "$(dirname "$0")/.."

# Debian has it where not everybody looks for programs.
nats=$(PATH=$PATH:/usr/sbin command -v nats-server) || {
  echo 'nats-server is missing: make deps' >&2
  exit 1
}

here=$(mktemp -d)
names=() processes=()
finish() {
  trap '' INT TERM
  local index running
  mapfile -t running < <(jobs -rp)
  # papods first, since they have something to say to the others and to their clients.
  for ((index = ${#running[@]} - 1; index >= 0; index--)); do
    kill "${running[index]}" 2>/dev/null || true
    wait "${running[index]}" 2>/dev/null || true
  done
  rm -rf "$here"
}
trap finish EXIT
trap 'exit 0' INT TERM

# Starts a program under a name. A session of its own, so that Ctrl-C reaches this script alone; if this is
# killed, it still ends.
start() {
  local name=$1
  shift
  : >"$here/$name.log"
  setsid setpriv --pdeathsig TERM "$@" </dev/null >>"$here/$name.log" 2>&1 &
  names+=("$name")
  processes+=($!)
}

# Waits until the newest program has said something.
says() {
  local name=${names[-1]} _
  for _ in {1..600}; do
    if grep -q "$1" "$here/$name.log"; then return; fi
    kill -0 "${processes[-1]}" 2>/dev/null || break
    sleep 0.05
  done
  echo "$name did not start; its log ends with:" >&2
  tail -n 5 "$here/$name.log" >&2
  exit 1
}

# Nine ports: of the nats-servers for clients and for each other, and of the papods.
ports=()
next=${PORT:-7501}
while [ ${#ports[@]} -lt 9 ]; do
  if ! (exec 3<>"/dev/tcp/127.0.0.1/$next") 2>/dev/null; then
    ports+=("$next")
  elif [ -n "${PORT:-}" ]; then
    echo "somebody listens on port $next already" >&2
    exit 1
  fi
  next=$((next + 1))
done
papods=("${ports[@]:0:3}") clients=("${ports[@]:3:3}") routes=("${ports[@]:6:3}")

packaging/nats/certificates.sh "$here/keys" 127.0.0.1 papod
mv "$here/keys/127.0.0.1.pem" "$here/keys/server.pem"
mv "$here/keys/127.0.0.1.key" "$here/keys/server.key"

for n in 0 1 2; do
  sed -e "s|^HERE: n1|HERE: n$((n + 1))|" -e "s|/etc/papo-nats|$here/keys|" \
    -e "s|/var/lib/papo-nats|$here/n$((n + 1))|" -e "s|0\.0\.0\.0:4222|127.0.0.1:${clients[n]}|" \
    -e "s|0\.0\.0\.0:6222|127.0.0.1:${routes[n]}|" \
    -e "s|advertise: \$HERE|advertise: \"127.0.0.1:${routes[n]}\"|" \
    -e "s|//n1:6222|//127.0.0.1:${routes[0]}|; s|//n2:6222|//127.0.0.1:${routes[1]}|" \
    -e "s|//n3:6222|//127.0.0.1:${routes[2]}|" packaging/nats/papo.conf >"$here/n$((n + 1)).conf"
  start "nats-server-$((n + 1))" "$nats" -c "$here/n$((n + 1)).conf"
  says 'Server is ready'
done

join=papo
link=
for n in 0 1 2; do
  name=papod-$((n + 1))
  "$papod" certificate --directory "$here/$name" >/dev/null
  start "$name" "$papod" serve --listen "127.0.0.1:${papods[n]}" \
    --certificate "$here/$name/server.crt" --key "$here/$name/server.key" \
    --journal "nats://127.0.0.1:${clients[0]},127.0.0.1:${clients[1]},127.0.0.1:${clients[2]}/ROOM" \
    --nats-ca "$here/keys/ca.pem" --nats-cert "$here/keys/papod.pem" --nats-key "$here/keys/papod.key" \
    --nats-mirror "$here/$name/copy/mirror.db"
  says '^join with: '
  join+=" 127.0.0.1:${papods[n]}"
  link+="${link:+,}127.0.0.1:${papods[n]}"
done
query=
for n in 0 1 2; do
  pin=$("$papod" pin "$here/papod-$((n + 1))/server.crt")
  join+=" --pin $pin"
  pin=${pin//+/%2B}
  query+="${query:+&}pin=$pin"
done

for n in "${!names[@]}"; do echo "${names[n]}: process ${processes[n]}, log $here/${names[n]}.log"; done
echo "join with: $join"
echo "or: papo 'papo://$link/?$query'"
echo 'Any of these processes may be killed: the room goes on. Ctrl-C ends all of them.'

# Whoever is killed is not missed; signals end it.
wait
