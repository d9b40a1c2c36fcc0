# Takes the server out of the upstreams and lets its running requests finish, before anything is changed on it.
# No check: it is over when the server joins again.
source load-balancer/servers.sh

# Servers that a failed or cut run left out, and that answer, take requests again before one more is taken out.
for other in $(servers_out); do
  if [ "$other" = "$address" ] || ! answers "$other"; then continue; fi
  place "$other" in
  echo "$other answers and takes requests again; a run before had left it out"
done

# A server that has moved here from another address still serves at that one.
if is_listed "$address"; then places=("$address"); else mapfile -t places < <(mine upstream); fi
for place in "${places[@]}"; do
  [ "$(state_of "$place")" = in ] || continue
  serves_without "$place" || exit 1
  take_out "$place"
done
echo "$server takes no requests"
