#!/usr/bin/env bash
# Installs the Debian packages that building and testing need. Where all is there it neither needs the network
# nor changes anything.
set -euo pipefail

# The package manager of Swift clones with git, over https; openssl is a client in `make smoke`; the screen is
# tested in tmux; valgrind counts instructions in `make bench-check`, which is in Python and needs strip. The
# tests start nats-server themselves, each its own, and network namespaces need ip and ss of iproute2.
packages=(binutils ca-certificates git iproute2 libnats-dev libncurses-dev libqrencode-dev libseccomp-dev
  libsqlite3-dev libssl-dev libunistring-dev make nats-server openssl python3 tmux valgrind)

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

is_old() { [ -n "$1" ] && dpkg --compare-versions "$1" lt "$wanted_openssl"; }

# Whether this system, by lists of packages not older than a day, has nothing newer than what is too old. The
# lists of a new machine may be empty.
has_nothing_newer() {
  [ -n "$(find /var/lib/apt/lists -maxdepth 0 -mtime -1)" ] || return 1
  [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -print -quit)" ] || return 1
  is_old "$(apt-cache policy "$1" | sed -n 's/^ *Candidate: //p')"
}

missing=()
for package in "${packages[@]}"; do
  [ -n "$(installed "$package")" ] || missing+=("$package")
done
old=()
for package in "${of_openssl[@]}"; do
  if is_old "$(installed "$package")" && ! has_nothing_newer "$package"; then old+=("$package"); fi
done
wanted=("${missing[@]}" "${old[@]}")
[ ${#wanted[@]} -gt 0 ] || exit 0

install() {
  local as_root=(env) options=(-y -q --no-install-recommends)
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    as_root=(sudo)
  fi
  echo "deps: installing ${wanted[*]}"
  "${as_root[@]}" apt-get update -q &&
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "${wanted[@]}" || return 1
  # Debian starts it as a service for whoever reaches this machine, which nobody asked for.
  case " ${missing[*]} " in
    *" nats-server "*)
      [ ! -d /run/systemd/system ] || "${as_root[@]}" systemctl disable --now --quiet nats-server.service
      ;;
  esac
}

if install; then exit 0; fi

echo "deps: missing, or older than is good: ${wanted[*]}. Please run:" >&2
echo "  sudo apt-get update && sudo apt-get install -y ${wanted[*]}" >&2
# An old OpenSSL does its work, and papod warns of it; without the rest nothing can be built.
[ ${#missing[@]} -eq 0 ]
