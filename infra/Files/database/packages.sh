# redis, and the firewall with a unit of its own, which stands before the network does.
source remote/apt.sh
source remote/files.sh
source remote/places.sh
source database/old-rules.sh

refuse_denied
apt_install redis-server nftables iproute2 perl-base
install_staged
mkdir -p "${firewall_d:?}"
systemctl daemon-reload
systemctl enable --quiet enginsight-firewall
# A new script may mean other rules. They stand while the unit starts anew.
if [ -n "$changed" ] || ! systemctl is-active --quiet enginsight-firewall; then
  systemctl restart enginsight-firewall
fi
remove_old_rules
