# Takes the server out of the upstreams and lets its running requests finish.
# Standard input: the revision that it is taken out for.

if [ ! -e "$api" ]; then
  echo "$server is not in the upstreams yet"
else
  others=$(cat /etc/nginx/enginsight/apiServers/*.conf | grep -vF "server $address:8080 " | grep -vc ' down;$' || true)
  if [ "$others" -eq 0 ] && ! grep -q ' down;$' "$api"; then
    echo "$server is the only app server that takes requests; bring another one back before this one is changed" >&2
    exit 1
  fi
  write_server down
  wait_until_idle
fi
echo "no new requests since $(date -u +%FT%T.%NZ)"
