# redis for the other VMs, behind the firewall.
source remote/files.sh
source remote/places.sh
source remote/wait.sh
: "${address:?}"

install_staged
# Of two settings redis takes the last, so the include has to be the end.
include='include /etc/redis/enginsight.conf'
if [ "$(grep -v '^[[:space:]]*$' /etc/redis/redis.conf | tail -n 1)" != "$include" ]; then
  { grep -vxF "$include" /etc/redis/redis.conf; echo "$include"; } >/etc/redis/redis.conf.new
  chmod --reference=/etc/redis/redis.conf /etc/redis/redis.conf.new
  chown --reference=/etc/redis/redis.conf /etc/redis/redis.conf.new
  mv -f /etc/redis/redis.conf.new /etc/redis/redis.conf
  changed=yes
fi
systemctl enable --quiet redis-server
if [ -n "$changed" ] || ! systemctl is-active --quiet redis-server; then systemctl restart redis-server; fi

# AUTH and PING as the app servers will do it; the password is read, not passed.
redis_answers() {
  { sed -n 's/^requirepass "\(.*\)"$/AUTH \1/p' /etc/redis/enginsight.conf; echo PING; } |
    redis-cli -h "$address" -p "${redis_port:?}" 2>/dev/null | grep -qx PONG
}
wait_until 5 redis_answers || {
  echo "redis does not answer at $address:$redis_port; see: journalctl -u redis-server" >&2
  exit 1
}
echo "redis answers at $address:$redis_port"
