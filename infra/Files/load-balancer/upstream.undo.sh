# Takes the server out of the upstreams for good, its running requests first.
source load-balancer/servers.sh

owned "upstream/$address" || exit 0
if is_listed "$address"; then remove "$address"; fi
echo "$server is out of the upstreams"
