# Puts the server (back) into the upstreams, once it answers from here too.
# Standard input: since when it is healthy.

for port in 8080 80; do
  for attempt in {1..20}; do
    code=$(curl --silent --output /dev/null --max-time 3 --write-out '%{http_code}' "http://$address:$port/") || true
    if [ "$code" -ge 200 ] && [ "$code" -lt 500 ]; then continue 2; fi
    sleep 0.2
  done
  echo "$server does not answer at $address:$port from the load balancer (attempt $attempt, last status $code):" \
    "it stays out of the upstreams; is the way between the two VMs open?" >&2
  exit 1
done
# Not at the first failure: while the other server is being updated, this one is all there is.
write_server "max_fails=3 fail_timeout=10s"
echo "$server takes requests"
