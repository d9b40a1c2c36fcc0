# The service that notices an app server that is cut off.
source remote/files.sh
source remote/ownership.sh

install_staged
own watch
systemctl daemon-reload
systemctl enable --quiet enginsight-watch
if [ -n "$changed" ] || ! systemctl is-active --quiet enginsight-watch; then systemctl restart enginsight-watch; fi
