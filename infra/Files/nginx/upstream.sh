# One app server's place in the two upstreams: a file in each.

api=/etc/nginx/enginsight/apiServers/$server.conf
app=/etc/nginx/enginsight/appServers/$server.conf

# Parameters of a server that takes requests.
taking="max_fails=1 fail_timeout=10s"

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

# Requests under way, and WebSockets, are connections from here to the server.
open_connections() {
  ss -Htn state established dst "$bare_address" '( dport = :80 or dport = :8080 )' | wc -l
}

wait_until_idle() {
  local deadline=$((SECONDS + drain_seconds))
  while [ "$(open_connections)" -gt 0 ] && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.1; done
  echo "$server has $(open_connections) connections left"
}
