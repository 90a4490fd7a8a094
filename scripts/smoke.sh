#!/usr/bin/env bash
# A server in memory and three people: two at `openssl s_client`, which knows nothing of papo, and one at our
# own client. They enter, talk, whisper and leave, and each must see what is theirs and nothing else.
# usage: smoke.sh FOLDER-OF-PAPOD-AND-PAPO
set -euo pipefail
programs=$(cd "$1" && pwd)
# shellcheck source=scripts/programs.sh
source "$(dirname "${BASH_SOURCE[0]}")/programs.sh"

here=$(mktemp -d)
cd "$here"
processes=()
finish() {
  kill "${processes[@]}" 2>/dev/null || true
  rm -rf "$here"
}
trap finish EXIT

fail() {
  echo "smoke: $1" >&2
  tail -n +1 ./*.out ./*.err >&2
  exit 1
}

say() { printf '%s\n' "$2" >&"${input[$1]}"; }
hang_up() {
  local descriptor=${input[$1]}
  exec {descriptor}>&-
}

has_line() { grep -qxF -e "$2" "$1.out"; }
sees() { soon has_line "$1" "$2" || fail "$1 does not see: $2"; }
never_saw() { if grep -qF -e "$2" "$1.out"; then fail "$1 sees what is not for them: $2"; fi; }
has_ended() { ! kill -0 "${process[$1]}" 2>/dev/null; }
ends() {
  soon has_ended "$1" || fail "$1 does not end"
  wait "${process[$1]}" || fail "$1 ends with exit code $?"
}

has_started() { grep -q '^join with: ' server.out; }
start server "$programs/papod" serve --throwaway --language pt
soon has_started || fail 'the server does not start'
address=$(sed -n 's/^listening on //p' server.out)
pin=$(sed -n 's/^pin //p' server.out)

start beto openssl s_client -quiet -connect "$address"
say beto beto
sees beto '* Olá, beto! 1 pessoa aqui: beto. #ajuda mostra os comandos.'
start caio openssl s_client -quiet -connect "$address"
say caio caio
sees beto '* caio entrou'
start ana env "XDG_DATA_HOME=$PWD/data" "$programs/papo" "$address" --name ana --pin "$pin" --language pt
sees beto '* ana entrou'
sees caio '* ana entrou'

say ana 'olá, sala'
sees beto 'ana: olá, sala'
sees caio 'ana: olá, sala'
say beto 'oi, ana'
sees ana 'beto: oi, ana'

say ana '@beto um segredo'
sees beto '[privado] ana: um segredo'
say beto '@ana outro segredo'
sees ana '[privado] beto: outro segredo'
say beto '@nobody olá'
sees beto '! não há ninguém com esse nome aqui'

say beto '#sair'
sees beto '* Até logo, beto!'
ends beto
sees caio '* beto saiu'
never_saw caio segredo
never_saw beto 'beto: oi, ana'

# The end of its input is papo's way of leaving in a pipe.
hang_up ana
ends ana
sees caio '* ana saiu'

hang_up server
sees caio '* O servidor está encerrando. Até logo!'
ends server
ends caio
echo 'smoke: all is well'
