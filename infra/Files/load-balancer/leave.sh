# A VM that gets another role takes no requests any more, before what it ran as an app server is replaced. The old app
# server's own undo comes last, and would be too late.
# No check: nothing is put anywhere.
source load-balancer/servers.sh

if is_listed "$address"; then
  remove "$address"
  echo "$server is out of the upstreams"
else
  echo "unchanged: $server is no app server"
fi
