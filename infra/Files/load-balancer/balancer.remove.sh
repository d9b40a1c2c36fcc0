# Takes a server out of the upstreams that the program did not put there.
drain_seconds=0
address=${path#*/servers:} server=$address
source load-balancer/servers.sh
: "${path:?}"

place "$address" gone
echo "removed: $address"
