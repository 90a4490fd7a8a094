#!/usr/bin/env bash
# The cluster's test with a host in a network namespace for each server, where the system lets this user make
# some; else on loopback, with relays between the servers.
# usage: cluster-test.sh FOLDER-OF-ClusterTest [OPTION-OF-ClusterTest]...
set -euo pipefail
test=$1/ClusterTest
shift

# Inside them one is root, so a disk can be filled too.
apart=(unshare --net --mount)
[ "$(id -u)" -eq 0 ] || apart+=(--user --map-root-user)

probe='mount -t tmpfs papo-test /run && ip netns add probe && ip link add type veth &&
  ip link add type bridge'
if reason=$("${apart[@]}" sh -c "$probe" 2>&1); then
  exec "${apart[@]}" "$test" --namespaces "$@"
fi
echo "on loopback, since network namespaces are not to be had here: $reason"
exec "$test" "$@"
