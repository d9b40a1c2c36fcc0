# The service that asks the app servers how they are; and what nginx needs beside its configuration.
source remote/files.sh
source remote/ownership.sh

install_staged
own watch
systemd-tmpfiles --create /etc/tmpfiles.d/enginsight.conf
systemctl daemon-reload
systemctl enable --quiet enginsight-watch
if [ -n "$changed" ] || ! systemctl is-active --quiet enginsight-watch; then systemctl restart enginsight-watch; fi
