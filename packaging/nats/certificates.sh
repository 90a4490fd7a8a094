#!/usr/bin/env bash
# Makes the certificates of nats-servers and papods: an authority of their own, and for each a key and a
# certificate that holds for its name, as a client and as a server. What is there stays, so another name can
# be added later; ca.key is needed for that alone, and belongs on none of these machines.
# usage: [DAYS=365] certificates.sh FOLDER NAME...
# A NAME is what it is reached by: a host name or an address.
set -euo pipefail
if [ $# -lt 2 ]; then
  sed -n 's/^# usage: /usage: /p' "$0" >&2
  exit 64
fi
folder=$1
days=${DAYS:-365}
shift
umask 077
mkdir -p "$folder"

# OpenSSL says much where all is well.
quietly() {
  local words
  words=$("$@" 2>&1) && return
  printf '%s\n' "$words" >&2
  return 1
}

# A key, and with the other arguments a certificate or a request for one.
new_key() {
  local file=$1 name=$2
  shift 2
  quietly openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout "$file" \
    -subj "/CN=$name" "$@"
}

if [ ! -e "$folder/ca.pem" ]; then
  new_key "$folder/ca.key" 'nats-servers and papods' -x509 -days "$((10 * days))" -out "$folder/ca.pem" \
    -addext keyUsage=critical,keyCertSign,cRLSign
fi

for name in "$@"; do
  if [ -e "$folder/$name.pem" ]; then continue; fi
  alternative=DNS:$name
  if [[ $name == *:* || $name =~ ^[0-9]+(\.[0-9]+){3}$ ]]; then alternative=IP:$name; fi
  new_key "$folder/$name.key" "$name" -out "$folder/$name.csr"
  quietly openssl x509 -req -in "$folder/$name.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" \
    -days "$days" -out "$folder/$name.pem" -extfile <(
      printf '%s\n' "subjectAltName=$alternative" basicConstraints=critical,CA:false \
        keyUsage=critical,digitalSignature extendedKeyUsage=serverAuth,clientAuth
    )
  rm "$folder/$name.csr"
done
