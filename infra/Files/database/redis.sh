# redis for the other VMs, behind the firewall.

unbundle
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
for attempt in $(seq 50); do
  if { sed -n 's/^requirepass "\(.*\)"$/AUTH \1/p' /etc/redis/enginsight.conf; echo PING; } |
    redis-cli -h "$address" 2>/dev/null | grep -qx PONG; then
    echo "redis answers at $address:6379"
    exit 0
  fi
  sleep 0.1
done
echo "redis does not answer at $address:6379 after $attempt attempts; see: journalctl -u redis-server" >&2
exit 1
