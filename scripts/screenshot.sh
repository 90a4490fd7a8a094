#!/usr/bin/env bash
# Makes the picture of the screen: a throwaway server, some people in pipes who chat, and papo full screen in
# a tmux of its own, whose picture becomes an SVG.
# usage: screenshot.sh FOLDER-OF-PAPOD-AND-PAPO PICTURE.svg
set -euo pipefail
programs=$(cd "$1" && pwd)
# shellcheck source=scripts/programs.sh
source "$(dirname "${BASH_SOURCE[0]}")/programs.sh"
mkdir -p "$(dirname "$2")"
picture=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
converter=$(cd "$(dirname "$0")" && pwd)/terminal_svg.py

columns=100
rows=28
here=$(mktemp -d)
processes=()
emulator() { tmux -S "$here/tmux" -f /dev/null -u "$@"; }
finish() {
  emulator kill-server 2>/dev/null || true
  [ ${#processes[@]} = 0 ] || kill "${processes[@]}" 2>/dev/null || true
  rm -rf "$here"
}
trap finish EXIT

fail() {
  echo "screenshot: $1" >&2
  emulator capture-pane -p >&2 2>/dev/null || true
  tail -n 5 "$here"/*.err >&2
  exit 1
}

shows() { emulator capture-pane -p | grep -qF -e "$1"; }
sees() { soon shows "$1" || fail "not on the screen: $1"; }
has_started() { grep -q '^join with: ' "$here/server.out"; }
# One after the other, so that the picture is the same every time but for the hour.
says() {
  printf '%s\n' "$2" >&"${input[$1]}"
  sees "${3:-$2}"
}
types() {
  emulator send-keys -l -- "$1"
  sees "$1"
}
enters() {
  start "$1" env "XDG_DATA_HOME=$here/$1" "$programs/papo" "$address" --name "$1" --pin "$pin" --language pt
  sees "$1"
}

start server "$programs/papod" serve --throwaway --language pt
soon has_started || fail 'the server does not start'
address=$(sed -n 's/^listening on //p' "$here/server.out")
pin=$(sed -n 's/^pin //p' "$here/server.out")

clean=(env -i "PATH=$PATH" "HOME=$here" "XDG_DATA_HOME=$here/Ana" "XDG_STATE_HOME=$here/state" LANG=C.UTF-8
  TERM=tmux-256color "TZ=${TZ-}")
emulator new-session -d -x "$columns" -y "$rows" \
  "${clean[@]}" "$programs/papo" "$address" --name Ana --pin "$pin" --language pt \
  ';' set -g status off ';' set -g escape-time 0 ';' set -g focus-events on
sees Ana
enters Beto
enters Célia
enters はな子

says Beto 'Bom dia, Ana! Chegou bem?'
types 'Bom dia! Cheguei, e já com café. ☕'
emulator send-keys Enter
says Célia 'Oi, gente. A reunião ficou para as 15h, na sala azul.'
says はな子 'こんにちは! Levo o bolo de laranja 🍰'
types 'Que maravilha, はな子!'
emulator send-keys Enter
says Beto '@Ana Guardo um lugar para você perto da janela.' 'Guardo um lugar para você'
types '@Beto Obrigada! Chego cinco minutos antes.'
emulator send-keys Enter
says Célia 'Quem leva o projetor?'
says Beto 'Eu levo. O cabo também, desta vez.'
says はな子 'Até já!'
types 'Combinado, até as 15h'

emulator capture-pane -e -p -N >"$here/capture"
python3 "$converter" "$columns" "$rows" 'papo: quatro pessoas conversam' <"$here/capture" >"$here/picture.svg"
mv "$here/picture.svg" "$picture"
echo "screenshot: $picture" >&2
