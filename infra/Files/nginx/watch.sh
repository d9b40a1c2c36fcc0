# The service that notices an app server that is cut off.

unbundle
install_staged
if [ -n "$changed" ]; then
  systemctl daemon-reload
  systemctl enable --quiet enginsight-watch
  systemctl restart enginsight-watch
fi
systemctl is-active --quiet enginsight-watch || systemctl restart enginsight-watch
