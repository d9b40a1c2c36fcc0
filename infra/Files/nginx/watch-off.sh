# The service leaves with the stack.

systemctl disable --now --quiet enginsight-watch 2>/dev/null || true
rm -f /usr/local/sbin/enginsight-watch /etc/systemd/system/enginsight-watch.service
systemctl daemon-reload
