# Takes the server out of the upstreams and lets its running requests finish, before anything is changed on it.
# No check: it is over when the server joins again.
source load-balancer/servers.sh

# A server that has moved here from another address still serves at that one.
if is_listed "$address"; then places=("$address"); else mapfile -t places < <(mine upstream); fi
for place in "${places[@]}"; do
  is_listed "$place" || continue
  is_down "$place" || another_serves "$place" || {
    echo "$server is the only app server that serves; nothing was touched. Bring another one back first:" \
      "./scripts/status STACK shows how they are" >&2
    exit 1
  }
  take_out "$place"
done
echo "$server takes no new requests"
