#!/usr/bin/env bash
# Foreign tools against a papod of its own: clients, scanners, a man in the middle, a cut, and a system that
# lets calls fail. Each is judged by what it says; one that is missing is told of, and fails nothing.
# usage: attack-tools.sh FOLDER-OF-PAPOD-AND-PAPO [--install]
#   --install   first installs the tools that are missing, on Debian, sslyze into a folder of its own
set -euo pipefail
programs=$(cd "$1" && pwd)
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/programs.sh
source "$scripts/programs.sh"

here=$(mktemp -d)
cd "$here"
processes=()
finish() {
  kill "${processes[@]}" 2>/dev/null || true
  rm -rf "$here"
}
trap finish EXIT

failed=()
good() { echo "  $1: ok"; }
bad() {
  echo "  $1: FAILED"
  [ ! -e "$2" ] || tail -n 20 "$2" | sed 's/^/    | /'
  failed+=("$1")
}
# judge NAME OUTPUT COMMAND...: whether the command succeeds.
judge() { if "${@:3}"; then good "$1"; else bad "$1" "$2"; fi; }
have() {
  if command -v "$1" >/dev/null; then return; fi
  echo "  $1: not installed"
  return 1
}
says() { grep -qF -e "$2" "$1"; }
says_not() { ! says "$@"; }

if [ "${2:-}" = --install ]; then "$scripts/attack/tools.sh" "$here/sslyze" || true; fi
PATH=$PATH:$here/sslyze/bin

"$programs/papod" certificate --directory certs >certificate.out 2>&1
serve=("$programs/papod" serve --listen 127.0.0.1:0 --journal memory --language en
  --certificate certs/server.crt --key certs/server.key)
has_started() { grep -q '^join with: ' "$1.out"; }
address_of() { sed -n 's/^listening on //p' "$1.out"; }
start server "${serve[@]}"
soon has_started server || { cat server.err >&2 && exit 1; }
address=$(address_of server)
port=${address##*:}
pin=$(sed -n 's/^pin //p' server.out)

# chat NAME COMMAND...: somebody enters by a foreign client, says a line and leaves.
chat() {
  printf 'ana\nhello\n#quit\n' | timeout 30 "${@:2}" >"$1.txt" 2>&1 || true
  judge "$1, a client" "$1.txt" says "$1.txt" 'Goodbye, ana!'
}
# refused NAME ALERT COMMAND...: the server ends the handshake by that alert.
refused() {
  timeout 30 "${@:3}" </dev/null >refused.txt 2>&1 || true
  judge "$1: alert $2" refused.txt says refused.txt "alert number $2"
}

if have openssl; then
  chat openssl openssl s_client -quiet -connect "$address"
  refused 'openssl, TLS 1.2' 70 openssl s_client -connect "$address" -tls1_2
  refused 'openssl, ALPN http/1.1' 120 openssl s_client -connect "$address" -alpn http/1.1
fi
if have gnutls-cli; then
  chat gnutls-cli gnutls-cli --x509cafile certs/server.crt \
    --priority 'NORMAL:-VERS-ALL:+VERS-TLS1.3' -p "$port" localhost
fi
if have ncat; then
  chat ncat ncat --ssl --ssl-verify --ssl-trustfile certs/server.crt localhost "$port"
fi
if have socat; then
  chat socat socat -t1 - \
    "OPENSSL:127.0.0.1:$port,cafile=certs/server.crt,commonname=localhost,openssl-min-proto-version=TLS1.3"
fi

if have sslscan; then
  sslscan --no-colour "$address" >sslscan.txt 2>&1 || true
  # Nothing that is enabled or accepted may be of an older version, nor be a group of finite fields.
  sslscan_is_content() {
    says sslscan.txt 'TLSv1.3   enabled' &&
      ! grep -E '^(SSLv|TLSv1\.[0-2]).*enabled|^(Preferred|Accepted) +(SSLv|TLSv1\.[0-2])|ffdhe' sslscan.txt
  }
  judge 'sslscan, nothing but TLS 1.3' sslscan.txt sslscan_is_content
fi
testssl=$(command -v testssl || command -v testssl.sh || true)
if [ -n "$testssl" ]; then
  timeout 600 "$testssl" --quiet --color 0 --warnings off --nodns none --openssl-timeout 10 \
    --add-ca certs/server.crt -p -s -f -P -S -U --jsonfile testssl.json "$address" >testssl.txt 2>&1 || true
  # A self-signed certificate has nobody who could revoke it; the other is about testssl's own OpenSSL.
  findings=$(python3 - testssl.json <<'PYTHON' || echo 'no report'
import json, sys
for finding in json.load(open(sys.argv[1])):
    known = finding["id"] in ("cert_revocation", "engine_problem")
    if finding["severity"] not in ("DEBUG", "INFO", "OK") and not known:
        print(finding["severity"], finding["id"], finding["finding"])
PYTHON
  )
  printf '%s\n' "$findings" >findings.txt
  judge 'testssl, nothing above INFO' findings.txt [ -z "$findings" ]
else
  echo '  testssl: not installed'
fi
if have sslyze; then
  sslyze_is_content() {
    timeout 300 sslyze --mozilla_config modern --certinfo_ca_file certs/server.crt --sni localhost \
      "$address" >sslyze.txt 2>&1
  }
  judge "sslyze, Mozilla's modern" sslyze.txt sslyze_is_content
fi

client=(env "XDG_DATA_HOME=$here/data" "XDG_STATE_HOME=$here/state" "$programs/papo" --language en)
entered() { grep -c ' entered' server.err || true; }
# through NAME ARGUMENT...: a socat that passes one connection on; where it listens is in `way` then.
way=
has_way() {
  way=$(sed -nE 's/.*listening on .*(127\.0\.0\.1:[0-9]+).*/\1/p' "$1.err" | head -n 1)
  [ -n "$way" ]
}
through() {
  start "$1" socat -d -d "${@:2}"
  soon has_way "$1"
}
if have socat; then
  "$programs/papod" certificate --directory other >certificate.out 2>&1
  before=$(entered)
  if through middle 'OPENSSL-LISTEN:0,bind=127.0.0.1,cert=other/server.crt,key=other/server.key,verify=0' \
    "OPENSSL:$address,verify=0"; then
    code=0
    "${client[@]}" "$way" --name ana --pin "$pin" </dev/null >middle.txt 2>&1 || code=$?
    judge 'a man in the middle (socat) is refused' middle.txt [ "$code" -eq 78 ]
    judge 'nothing went through him' server.err [ "$(entered)" -eq "$before" ]
  else
    bad 'a man in the middle (socat)' middle.err
  fi
  if through wire 'TCP-LISTEN:0,bind=127.0.0.1' "TCP:$address"; then
    start cut "${client[@]}" "$way" --name beto --pin "$pin"
    is_in() { grep -q 'name=beto .* entered' server.err; }
    soon is_in || bad 'through a relay' cut.err
    kill "${process[wire]}"
    judge 'a cut (socat, killed) is told as one' cut.err soon says cut.err 'connection lost: it was cut'
    judge 'and is no goodbye' cut.out says_not cut.out 'Goodbye'
  else
    bad 'a cut (socat)' wire.err
  fi
fi

# A tracer cannot look into the sandbox. As a grandchild (-D) it ends with papod.
if have strace; then
  trace=(strace -f -D -e 'trace=accept4,fsync,fdatasync')
  start short "${trace[@]}" -o accepts.txt -e inject=accept4:error=EMFILE:when=1..50 \
    "${serve[@]}" --no-sandbox
  soon has_started short || bad 'accept4 fails (strace)' short.err
  "${client[@]}" "$(address_of short)" --name ana --trust-first </dev/null >short.txt 2>&1 || true
  judge 'accept4 finds no descriptor 50 times (strace), then somebody enters' \
    short.err says short.err ' entered'
  judge 'and so it was' accepts.txt says accepts.txt 'EMFILE (Too many open files) (INJECTED)'

  # What a new journal syncs at the start is not to fail; strace counts for each thread by itself.
  start sound "${trace[@]}" -o syncs.txt "${serve[@]}" --no-sandbox --journal "$here/sound.db"
  soon has_started sound || bad 'a journal (strace)' sound.err
  kill "${process[sound]}"
  syncs=$(awk '/sync\(/ && ++count[$1] > most { most = count[$1] } END { print most + 0 }' syncs.txt)
  start disk "${trace[@]}" -o failing.txt -e inject=fsync,fdatasync:error=EIO:when=$((syncs + 1))+ \
    "${serve[@]}" --no-sandbox --flood off --journal "$here/journal.db"
  soon has_started disk || bad 'fsync fails (strace)' disk.err
  # One by one, so that each is synced by itself.
  { echo ana && for ((line = 0; line < syncs + 20; line++)); do echo "$line" && sleep 0.05; done; } |
    timeout 30 openssl s_client -quiet -connect "$(address_of disk)" >disk.txt 2>&1 || true
  judge 'a disk that fails (strace) is told of' disk.txt says disk.txt 'only reading'
fi

[ ${#failed[@]} -eq 0 ] || {
  printf 'attack-tools: FAILED: %s\n' "${failed[@]}" >&2
  exit 1
}
echo 'attack-tools: all is well'
