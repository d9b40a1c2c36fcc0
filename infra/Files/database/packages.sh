# redis, and what keeps firewall rules over a reboot.
source remote/apt.sh
source remote/files.sh
source remote/places.sh

# The package would save whatever rules are live at its installation.
if ! is_installed iptables-persistent; then
  debconf-set-selections <<'SELECTIONS'
iptables-persistent iptables-persistent/autosave_v4 boolean false
iptables-persistent iptables-persistent/autosave_v6 boolean false
SELECTIONS
fi
apt_install redis-server iptables-persistent perl-base
systemctl enable --quiet netfilter-persistent
install_staged
mkdir -p "${firewall_d:?}"
# A new version of the script may mean other rules; before the first deployment there are none yet.
if [ -n "$changed" ] && [ -e "$firewall_d/closed" ]; then /usr/local/sbin/enginsight-firewall apply; fi
