#!/usr/bin/env bash
# Installs IRC servers of Debian's where they are missing, and what measuring them needs. None is started, now
# or at the next boot; of one that was there before, nothing is changed.
# usage: peers.sh [ngircd] [inspircd]
set -euo pipefail
cd "$(dirname "$0")/../.."

# The programs of root are not on everybody's PATH.
PATH=$PATH:/usr/sbin:/sbin
missing=()
for peer in "$@"; do
  command -v "$peer" >/dev/null || missing+=("$peer")
done
others=()
command -v cc >/dev/null || others+=(gcc libc6-dev)
command -v taskset >/dev/null || others+=(util-linux)
[ $((${#missing[@]} + ${#others[@]})) -gt 0 ] || exit 0
if ! command -v apt-get >/dev/null; then
  echo "bench: not a Debian system; it would install ${missing[*]} ${others[*]}" >&2
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo)
  if ! sudo -n true 2>/dev/null; then
    echo "bench: goes on without ${missing[*]} ${others[*]}; try: sudo scripts/bench/peers.sh $*" >&2
    exit 0
  fi
fi

# While this is there, packages start no services (policy-rc.d of invoke-rc.d(8)).
policy=/usr/sbin/policy-rc.d
if [ ${#missing[@]} -gt 0 ] && [ ! -e "$policy" ]; then
  trap '"${as_root[@]}" rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod 755 "$policy"
fi
echo "bench: installing ${missing[*]} ${others[*]}" >&2
"${as_root[@]}" apt-get update -q >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -q --no-install-recommends "${missing[@]}" "${others[@]}" >&2
for peer in "${missing[@]}"; do
  # A policy that was there before may have let it start.
  "${as_root[@]}" service "$peer" stop >&2 || true
  "${as_root[@]}" update-rc.d "$peer" disable >&2
done
