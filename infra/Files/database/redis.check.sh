# redis: its settings, that they are read last, and that it runs.
source remote/report.sh

secret=yes
check_staged
if [ "$(grep -v '^[[:space:]]*$' /etc/redis/redis.conf 2>/dev/null | tail -n 1)" = "include /etc/redis/enginsight.conf" ]; then
  ok "include in /etc/redis/redis.conf"
else
  drift "/etc/redis/redis.conf" "does not end with: include /etc/redis/enginsight.conf"
fi
check_unit redis-server enabled
check_unit redis-server active
