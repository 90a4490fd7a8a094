#!/usr/bin/env bash
# Makes the key and certificate of the server in certs; renews one that has run out, under the same key.
# usage: certs.sh PAPOD
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -e certs/server.key ] && [ -e certs/server.crt ]; then
  # A day ahead, so that it does not run out under a server that is about to be started.
  if openssl x509 -in certs/server.crt -noout -checkend 86400 >/dev/null; then exit 0; fi
fi
"$1" certificate --directory certs
