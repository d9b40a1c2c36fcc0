# Puts the server (back) into the upstreams, once it answers from here too.
source load-balancer/servers.sh

for port in "$api_port" "$ui_port"; do
  wait_until 10 port_answers "$address" "$port" || {
    echo "$server does not answer at $(url_address "$address"):$port from the load balancer (last status $code):" \
      "it stays out of the upstreams; is the way between the two VMs open?" >&2
    exit 1
  }
done
write_server "$address" "$taking"
own "upstream/$address"

# The address that it had before.
for place in $(mine upstream); do
  [ "$place" = "$address" ] || remove "$place"
done
echo "$server takes requests"
