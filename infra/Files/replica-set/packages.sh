# The firewall with a unit of its own, on a database VM without redis.
source remote/apt.sh
source database/firewall-unit.sh

apt_install nftables iproute2 perl-base
install_firewall
