#!/usr/bin/env bash
# Installs the Debian packages that building and testing need. Where all is there it neither needs the network
# nor changes anything.
set -euo pipefail

# The package manager of Swift clones with git, over https; openssl is a client in `make smoke`.
packages=(ca-certificates git libssl-dev libunistring-dev make openssl)

# Before 3.0.21, half-open handshakes cost an OpenSSL server 150 kB each.
wanted_openssl=3.0.21
of_openssl=(libssl-dev openssl libssl3 libssl3t64)

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "deps: not a Debian system; it would install ${packages[*]}, OpenSSL $wanted_openssl or later" >&2
  exit 0
fi

# The version of a package that is installed, nothing for one that is not.
installed() {
  local status
  status=$(dpkg-query -W -f '${db:Status-Status} ${Version}' "$1" 2>/dev/null) || return 0
  case $status in "installed "*) echo "${status#installed }" ;; esac
}

# Packages that are to be installed or brought up to date.
needed() {
  local package version
  for package in "${packages[@]}"; do
    [ -n "$(installed "$package")" ] || echo "$package"
  done
  for package in "${of_openssl[@]}"; do
    version=$(installed "$package")
    if [ -n "$version" ] && dpkg --compare-versions "$version" lt "$wanted_openssl"; then echo "$package"; fi
  done
}

mapfile -t missing < <(needed)
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=(env)
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root=(sudo)
else
  echo "deps: these packages are missing or too old: ${missing[*]}. Please run:" >&2
  echo "  sudo apt-get update && sudo apt-get install -y ${missing[*]}" >&2
  exit 1
fi

echo "deps: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q
"${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"

mapfile -t missing < <(needed)
[ ${#missing[@]} -eq 0 ] || echo "deps: this Debian has nothing newer for: ${missing[*]}" >&2
