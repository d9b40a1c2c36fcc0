# The app servers' places in the two upstreams: a file in each, named after the address, which a VM keeps when it gets
# another name.
source remote/address.sh
source remote/ownership.sh
source remote/places.sh
source load-balancer/nginx.sh
: "${address:?}" "${server:?}" "${drain_seconds:?}"

# Not down at the first failure: while the other one is being updated, it is all there is.
# shellcheck disable=SC2034 # by those who source this
taking="max_fails=3 fail_timeout=10s"

api_file() { echo "${nginx_servers:?}/apiServers/$1.conf"; }
app_file() { echo "${nginx_servers:?}/appServers/$1.conf"; }

# stage_server ADDRESS PARAMETERS: a server's lines of both upstreams, with nginx's parameters for it.
stage_server() {
  stage_file "$(api_file "$1")" 644 "server $(url_address "$1"):${api_port:?} $2;"
  stage_file "$(app_file "$1")" 644 "server $(url_address "$1"):${ui_port:?} $2;"
}

write_server() {
  local superseded
  mapfile -t superseded < <(superseded_files "$1")
  stage_server "$@"
  try_staged "${superseded[@]}"
  install_staged
  if [ ${#superseded[@]} -gt 0 ]; then
    rm -f "${superseded[@]}"
    changed=yes
  fi
  if [ -n "$changed" ]; then reload; fi
  changed=
}

# Files of the version before, which named them after the VM.
superseded_files() {
  local file
  for file in "$nginx_servers"/a{pi,pp}Servers/*.conf; do
    case $file in "$(api_file "$1")" | "$(app_file "$1")") continue ;; esac
    if grep -qsF "server $(url_address "$1"):" "$file"; then echo "$file"; fi
  done
}

# Addresses of all servers.
servers() {
  cat "$nginx_servers"/apiServers/*.conf 2>/dev/null | sed -n "s/^server \[\{0,1\}\([^] ]*\)\]\{0,1\}:$api_port .*/\1/p" | sort -u
}

is_listed() { servers | grep -qxF "$1"; }
is_down() { grep -qsF "server $(url_address "$1"):$api_port down;" "$nginx_servers"/apiServers/*.conf; }

# True if the server answers on both ports, from here and now.
answers() {
  local port
  for port in "$api_port" "$ui_port"; do port_answers "$1" "$port" || return 1; done
}

port_answers() {
  code=$(curl --silent --output /dev/null --max-time 3 --write-out '%{http_code}' "http://$(url_address "$1"):$2/") || code=0
  [ "$code" -ge 200 ] && [ "$code" -lt 500 ]
}

# True if another server than this one takes requests, and answers them.
another_serves() {
  local other
  for other in $(servers); do
    if [ "$other" = "$1" ] || is_down "$other"; then continue; fi
    if answers "$other"; then return 0; fi
    echo "$other is in the upstreams and does not answer" >&2
  done
  return 1
}

# take_out ADDRESS: no new requests; those that run may end.
take_out() {
  write_server "$1" down
  # shellcheck disable=SC2310 # what is left is said
  wait_until "$drain_seconds" is_idle "$1" || echo "$server ($1) has $(running_requests "$1") requests left, which are cut"
}

# remove ADDRESS: out of the upstreams for good. The last one stays listed as down: nginx accepts no empty upstream.
remove() {
  local gone
  take_out "$1"
  if [ "$(servers | wc -l)" -gt 1 ] || [ ! -e /etc/nginx/sites-enabled/ngs.conf ]; then
    gone=("$(api_file "$1")" "$(app_file "$1")")
    rm -f "${gone[@]}" "$files${gone[0]}" "$files${gone[1]}"
    reload
  fi
  forsake "upstream/$1"
}

is_idle() { [ "$(running_requests "$1")" -eq 0 ]; }

# Connections from here to the server on which a request is under way. After the reload no others are left but those
# of WebSockets, which have TCP keepalive; they are not waited for: the server itself says goodbye to them.
running_requests() {
  ss -Htno state established dst "$(url_address "$1")" "( dport = :$ui_port or dport = :$api_port )" |
    grep -vc 'timer:(keepalive' || true
}
