# One app server's place in the two upstreams: a file in each.

api=/etc/nginx/enginsight/apiServers/$server.conf
app=/etc/nginx/enginsight/appServers/$server.conf

# Stages this server's lines of both upstreams; $1 holds nginx's parameters for it.
stage_server() {
  stage_file "$api" "server $address:8080 $1;"
  stage_file "$app" "server $address:80 $1;"
}

write_server() {
  stage_server "$1"
  try_staged
  install_staged
  if [ -n "$changed" ]; then reload; fi
}

stage_file() {
  mkdir -p "$stage${1%/*}"
  install -m 644 /dev/null "$stage$1"
  printf '%s\n' "$2" >"$stage$1"
}

# Connections from here to the server on which a request is under way. After the reload no others are left but those
# of WebSockets, which have TCP keepalive; they are not waited for: the server itself says goodbye to them.
running_requests() {
  ss -Htno state established dst "$bare_address" '( dport = :80 or dport = :8080 )' |
    grep -vc 'timer:(keepalive' || true
}

wait_until_idle() {
  local left deadline=$((SECONDS + drain_seconds))
  while left=$(running_requests) && [ "$left" -gt 0 ] && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.1; done
  echo "$server has $left requests left"
}
