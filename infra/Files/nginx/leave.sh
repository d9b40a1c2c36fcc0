# Takes the server out of the upstreams for good, its running requests first. The last one stays listed as down:
# nginx does not accept an empty upstream.

if [ -e "$api" ]; then
  write_server down
  wait_until_idle
  if [ "$(find /etc/nginx/enginsight/apiServers -name '*.conf' | wc -l)" -gt 1 ] || [ ! -e /etc/nginx/sites-enabled/ngs.conf ]; then
    rm -f "$api" "$app"
    reload
  fi
fi
echo "$server is out of the upstreams"
