#!/usr/bin/env bash
# Runs a server until nobody holds a shared lock on a file any more: its clients do (scripts/chat.sh).
# usage: server.sh FILE COMMAND...
set -euo pipefail

exec 8>>"$1"
shift
# If this script is killed, the server still ends.
setpriv --pdeathsig TERM "$@" 8>&- &
server=$!
# Waits for the last client. The lock belongs to our descriptor 8 as well, so it stays ours afterwards: a new
# client waits until the server has ended, and then finds the port free.
flock --exclusive 8 &
waiting=$!
trap 'kill "$server" "$waiting" 2>/dev/null' TERM INT
# Whichever comes first: nobody is left, or the server has ended by itself.
wait -n || true
kill "$server" "$waiting" 2>/dev/null || true
wait
