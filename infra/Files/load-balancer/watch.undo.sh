# The service leaves with the stack.
source remote/ownership.sh

owned watch || exit 0
systemctl disable --now --quiet enginsight-watch 2>/dev/null || true
rm -f /usr/local/sbin/enginsight-watch /etc/systemd/system/enginsight-watch.service \
  /etc/systemd/system/nginx.service.d/enginsight.conf /etc/tmpfiles.d/enginsight.conf
systemctl daemon-reload
forsake watch
