# redis, and the firewall with a unit of its own, which stands before the network does.
source remote/apt.sh
source database/firewall-unit.sh
source database/old-rules.sh

refuse_denied
apt_install redis-server nftables iproute2 perl-base
install_firewall
remove_old_rules
