# Takes a VM out of the upstreams that was an app server until now, before its containers make room for others. The undo
# of its step there comes later, and finds nothing left to do.
# No check: an app server that joins at this address has one.
source load-balancer/servers.sh

if is_listed "$address"; then remove "$address"; fi
echo "$server takes no requests"
