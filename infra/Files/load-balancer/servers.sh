# The app servers' places in the upstreams: a line each, ADDRESS in|out, in a file that nginx reads without a reload (see
# balancer.lua). Named by the address, which a VM keeps when it gets another name.
source remote/answers.sh
source remote/files.sh
source remote/ownership.sh
source remote/places.sh
source remote/wait.sh
: "${nginx_servers:?}" "${nginx_site_link:?}" "${nginx_socket:?}" "${nginx_unhealthy:?}"
: "${files:?}" "${address:?}" "${server:?}" "${drain_seconds:?}"

state_of() { awk -v address="$1" '$1 == address { print $2 }' "$nginx_servers" 2>/dev/null || true; }

servers() { awk 'NF { print $1 }' "$nginx_servers" 2>/dev/null || true; }
servers_out() { awk '$2 == "out" { print $1 }' "$nginx_servers" 2>/dev/null || true; }

is_open() { [ -e "$nginx_site_link" ] && systemctl is-active --quiet nginx; }
is_listed() { [ -n "$(state_of "$1")" ]; }

# place ADDRESS in|out|gone: what the next request finds.
place() {
  local text
  text=$(awk -v address="$1" '$1 != address' "$nginx_servers" 2>/dev/null || true)
  if [ "$2" != gone ]; then text=$(printf '%s\n%s %s' "$text" "$1" "$2" | sed '/^$/d' | sort); fi
  stage_file "$nginx_servers" 0644 "$text"
  install_staged >/dev/null
  rm -f "$files$nginx_servers"
  tell_nginx >/dev/null
}

# Makes nginx read its servers again, and prints what it then knows: see balancer.lua. Nothing where no site is open.
tell_nginx() {
  is_open || return 0
  curl --silent --show-error --fail --max-time 10 --unix-socket "$nginx_socket" http://balancer/ || {
    echo "nginx does not say whom it sends requests to; see: journalctl -u nginx, /var/log/nginx/error.log" >&2
    return 1
  }
}

# serves_without ADDRESS: true if what this server answers is answered by another one that takes requests, too. One that
# answers nothing is no loss.
serves_without() {
  local port
  for port in "$api_port" "$ui_port"; do
    port_answers "$1" "$port" || continue
    another_answers "$1" "$port" || {
      echo "$server ($1) is the only app server that answers on port $port; nothing was touched." \
        "Bring another one back first: ./scripts/status STACK shows how they are" >&2
      return 1
    }
  done
}

another_answers() {
  local other said=()
  for other in $(servers); do
    [ "$other" != "$1" ] || continue
    if port_answers "$other" "$2" && [ "$(state_of "$other")" = in ]; then return 0; fi
    said+=("$answer")
  done
  [ ${#said[@]} -eq 0 ] || printf '%s\n' "${said[@]}" >&2
  return 1
}

# take_out ADDRESS: no new requests; those that run may end. WebSockets are not waited for: the server itself says
# goodbye to them.
take_out() {
  place "$1" out
  # shellcheck disable=SC2310 # what is left is said
  wait_until "$drain_seconds" is_idle "$1" ||
    echo "warning: $(running "$1") requests on $server ($1) still run after $drain_seconds s, and are cut" \
      "(updates.drainSeconds)"
}

is_idle() { [ "$(running "$1")" -eq 0 ]; }

# Ends what is under way on a server that is out: a container that was killed leaves without a goodbye, and its clients
# would wait for nothing. WebSockets, which have TCP keepalive, may still be those of a container that stayed.
end_requests() {
  local port
  is_idle "$1" || while read -r port; do
    ss -HtnK dst "$(url_address "$1")" sport = ":$port" >/dev/null
  done < <(ss -Htno state established dst "$(url_address "$1")" "( dport = :$api_port or dport = :$ui_port )" |
    grep -v 'timer:(keepalive' | sed -nE 's/.*:([0-9]+) .*:[0-9]+( .*|$)/\1/p')
}

# Requests under way on the server.
running() { tell_nginx | awk -v address="$1" '$1 == "server" && $2 == address { sum = $4 } END { print sum + 0 }'; }

# remove ADDRESS: out of the upstreams for good, but not the last one that works while the site is open.
remove() {
  if [ "$(state_of "$1")" = in ]; then
    ! is_open || serves_without "$1" || return 1
    take_out "$1"
  fi
  place "$1" gone
  forsake "upstream/$1"
}
