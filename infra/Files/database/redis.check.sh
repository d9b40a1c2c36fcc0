# redis: its settings, that they are read last, and that it runs. Its passwords are old-password's to look at, because
# there is one too many while an update is under way.
source remote/report.sh
source database/redis-access.sh

rm -f "$files$redis_access"
check_staged
last=$(grep -v '^[[:space:]]*$' /etc/redis/redis.conf 2>/dev/null | tail -n 1) || true
if [ "$last" = "include /etc/redis/enginsight.conf" ]; then
  ok "include in /etc/redis/redis.conf"
else
  drift "/etc/redis/redis.conf" "does not end with: include /etc/redis/enginsight.conf"
fi
check_unit redis-server enabled
check_unit redis-server active
