# The services that ask the app servers how they are, and that make nginx load a renewed certificate; and what nginx
# needs beside its configuration.
source remote/files.sh
source remote/ownership.sh

install_staged
own watch
systemd-tmpfiles --create /etc/tmpfiles.d/enginsight.conf
systemctl daemon-reload
for unit in enginsight-watch enginsight-certificate; do
  systemctl enable --quiet "$unit"
  if [ -n "$changed" ] || ! systemctl is-active --quiet "$unit"; then systemctl restart "$unit"; fi
done
