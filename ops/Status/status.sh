# Prints how a VM is: a name and a value on each line. Changes nothing. Variables: role.
: "${role:?}"

# Units that are installed; those that never were do not matter.
for unit in nginx enginsight-watch docker redis-server mongod netfilter-persistent; do
  if [ "$(systemctl show -p LoadState --value "$unit")" = loaded ]; then
    echo "service $unit $(systemctl is-active "$unit")"
  fi
done
if command -v docker >/dev/null; then
  docker ps -a --filter label=com.docker.compose.project=enterprise \
    --format 'container {{.Label "com.docker.compose.service"}} {{.Image}} {{.State}} {{.Status}}' 2>/dev/null
fi
if [ "$role" = app ] && command -v curl >/dev/null; then
  for port in 80 8080; do
    echo "answer $port $(curl --silent --output /dev/null --max-time 2 --write-out '%{http_code}' "http://127.0.0.1:$port/" || true)"
  done
fi
if [ -d /etc/nginx/enginsight/apiServers ]; then
  for file in /etc/nginx/enginsight/apiServers/*.conf; do
    server=$(cat "/var/lib/enginsight/owners/upstream/$(basename "$file" .conf)" 2>/dev/null) || continue
    if [ -e "$file" ]; then echo "upstream ${server%-upstream} $(grep -q ' down;$' "$file" && echo drained || echo serving)"; fi
  done
  certificate=$(sed -n 's/^ *ssl_certificate \(.*\);$/\1/p' /etc/nginx/sites-available/ngs.conf 2>/dev/null | head -n 1)
  if [ -r "$certificate" ]; then echo "certificate $(openssl x509 -in "$certificate" -noout -enddate -dateopt iso_8601 | cut -d= -f2)"; fi
fi
echo "disk $(df -P / | awk 'NR == 2 { print $5 }')"
exit 0
