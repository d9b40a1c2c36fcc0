# Puts the server (back) into the upstreams, once it answers from here too.
# Standard input: since when it is healthy.

for port in 8080 80; do
  for attempt in {1..20}; do
    code=$(curl --silent --output /dev/null --max-time 3 --write-out '%{http_code}' "http://$address:$port/") || code=0
    if [ "$code" -ge 200 ] && [ "$code" -lt 500 ]; then continue 2; fi
    sleep 0.2
  done
  echo "$server does not answer at $address:$port from the load balancer (attempt $attempt, last status $code):" \
    "it stays out of the upstreams; is the way between the two VMs open?" >&2
  exit 1
done
write_server "$taking"
echo "$server takes requests"
