# redis, and what keeps firewall rules over a reboot.

# The package would save whatever rules are live at its installation.
if ! is_installed iptables-persistent; then
  debconf-set-selections <<'SELECTIONS'
iptables-persistent iptables-persistent/autosave_v4 boolean false
iptables-persistent iptables-persistent/autosave_v6 boolean false
SELECTIONS
fi
apt_install redis-server iptables-persistent perl-base
systemctl enable --quiet netfilter-persistent
unbundle
install_staged
mkdir -p /etc/enginsight/firewall.d
