# The firewall with a unit of its own, on a database VM without redis.
source remote/apt.sh
source remote/files.sh
source remote/places.sh

apt_install nftables iproute2 perl-base
install_staged
mkdir -p "${firewall_d:?}"
systemctl daemon-reload
systemctl enable --quiet enginsight-firewall
# A new script may mean other rules. They stand while the unit starts anew.
if [ -n "$changed" ] || ! systemctl is-active --quiet enginsight-firewall; then
  systemctl restart enginsight-firewall
fi
