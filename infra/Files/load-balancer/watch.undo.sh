# The services leave with the stack.
source remote/ownership.sh

owned watch || exit 0
for unit in enginsight-watch enginsight-certificate; do
  systemctl disable --now --quiet "$unit" 2>/dev/null || true
  rm -f "/usr/local/sbin/$unit" "/etc/systemd/system/$unit.service"
done
rm -f /etc/systemd/system/nginx.service.d/enginsight.conf /etc/tmpfiles.d/enginsight.conf
systemctl daemon-reload
forsake watch
