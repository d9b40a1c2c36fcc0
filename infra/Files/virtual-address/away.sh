# Moves the virtual address to the other load balancer before anything is changed on this one. New connections are sent
# on to it at once, frame by frame, and it answers clients itself, so that they stay when the address follows; what runs
# here ends meanwhile. Afterwards the address stays there: each move costs WebSockets.
source remote/address.sh
source remote/places.sh
source load-balancer/nginx.sh
source virtual-address/interface.sh
source virtual-address/places.sh
: "${peer_address:?}" "${api_domain:?}" "${drain_seconds:?}" "${keepalived_leaving:?}"

move_away() {
  holds_address || return 0
  serves "$peer_address" || {
    echo "warning: $peer_address does not answer over TLS, so that the address stays here"
    return 0
  }
  trap 'stay' EXIT
  send_on
  let_end
  echo 1 >"$keepalived_leaving"
  if wait_until 3 is_taken; then
    echo "$virtual_address is at $peer_address"
  else
    stay
    echo "warning: $peer_address does not take the address (see there: journalctl -u keepalived), so that it stays here"
  fi
}

# The address may come back to this VM, with all that is asked of it.
stay() {
  echo 0 >"$keepalived_leaving"
  nft delete table netdev enginsight-away 2>/dev/null || true
}

serves() {
  local sni=(-servername "$api_domain")
  if [[ $api_domain =~ ^[0-9.]+$|: ]]; then sni=(-noservername); fi
  timeout 3 openssl s_client -connect "$(url_address "$1"):443" "${sni[@]}" </dev/null >/dev/null 2>&1
}

# A connection whose first packet came from now on is the other one's, with all that follows.
send_on() {
  local peer own address rules=
  peer=$(hardware_address "$peer_address")
  own=$(cat "/sys/class/net/$device/address")
  for address in $virtual_addresses; do
    case $address in *:*) ip=ip6 ;; *) ip=ip ;; esac
    rules+="
    $ip daddr $address tcp flags & (syn | ack) == syn add @moved_$ip { $ip saddr . tcp sport }
    $ip daddr $address $ip saddr . tcp sport @moved_$ip ether saddr set $own ether daddr set $peer fwd to \"$device\""
  done
  nft -f - <<END
add table netdev enginsight-away
delete table netdev enginsight-away
table netdev enginsight-away {
  set moved_ip { type ipv4_addr . inet_service; size 262144; flags dynamic, timeout; timeout 1h; }
  set moved_ip6 { type ipv6_addr . inet_service; size 262144; flags dynamic, timeout; timeout 1h; }
  chain ingress {
    type filter hook ingress device "$device" priority -500;$rules
  }
}
END
}

# Kept connections are closed, and requests finish. WebSockets, which would never, end before their packets reach a
# machine that knows nothing of them; clients open them again.
let_end() {
  local address
  reload
  wait_until "$drain_seconds" is_idle ||
    echo "warning: $(running) requests still run after $drain_seconds s, and are cut (updates.drainSeconds)"
  for address in $virtual_addresses; do ss -HtnK src "$(url_address "$address")" >/dev/null; done
}

is_idle() { [ "$(running)" -eq 0 ]; }

# Requests under way: see balancer.lua.
running() {
  { curl --silent --fail --max-time 10 --unix-socket "${nginx_socket:?}" http://balancer/ || true; } |
    awk '$1 == "server" { sum += $4 } END { print sum + 0 }'
}

is_taken() { ! holds_address && [ -n "$(hardware_address "$virtual_address")" ]; }
