#!/usr/bin/env bash
# Installs the tools of attack-tools.sh that are missing, as far as that is possible; without them it goes on.
# usage: tools.sh FOLDER-FOR-SSLYZE
set -euo pipefail

declare -A package=([gnutls-cli]=gnutls-bin [ncat]=ncat [openssl]=openssl [socat]=socat [sslscan]=sslscan
  [strace]=strace [testssl]=testssl.sh)
missing=()
for tool in "${!package[@]}"; do
  command -v "$tool" >/dev/null || missing+=("${package[$tool]}")
done
if [ ${#missing[@]} -gt 0 ]; then
  as_root=(env)
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
    echo "attack-tools: installing ${missing[*]}" >&2
    "${as_root[@]}" apt-get update -q >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -q --no-install-recommends "${missing[@]}" >&2
  else
    echo "attack-tools: goes on without ${missing[*]}" >&2
  fi
fi
command -v sslyze >/dev/null || { python3 -m venv "$1" && "$1/bin/pip" install --quiet sslyze; } >&2
