# Puts the server (back) into the upstreams, once it answers from here too.
source load-balancer/servers.sh

for port in "$api_port" "$ui_port"; do
  wait_until 10 port_answers "$address" "$port" || {
    echo "$answer, asked from the load balancer: $server stays out of the upstreams;" \
      "is the way between the two VMs open?" >&2
    exit 1
  }
done
end_requests "$address"
tell_nginx | sed -n "s/^cut $address /cut on $server (updates.drainSeconds is $drain_seconds): /p"
place "$address" in
own "upstream/$address"

# The watch may have seen it away, and takes that back with its next question.
is_cleared() { ! grep -qsF "$address " "$nginx_unhealthy"; }
! systemctl is-active --quiet enginsight-watch || wait_until 10 is_cleared ||
  echo "warning: $server takes requests once enginsight-watch finds that it answers; see: journalctl -u enginsight-watch"

# The address that it had before.
for place in $(mine upstream); do
  [ "$place" = "$address" ] || remove "$place"
done
echo "$server takes requests"
