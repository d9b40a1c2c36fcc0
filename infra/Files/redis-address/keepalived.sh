# Lets redis's address come to this database VM, where redis serves. peer_addresses: those of the other ones.
source remote/apt.sh
source remote/files.sh
source remote/ownership.sh
source virtual-address/fit.sh
source virtual-address/install.sh
: "${peer_addresses:?}"

refuse_other_networks
refuse_others_configuration
apt_install keepalived iproute2 perl-base iputils-arping
fit_staged
refuse_untested
# shellcheck disable=SC2086 # one word each
refuse_other_holder $peer_addresses

install_staged
own keepalived
systemctl daemon-reload
systemctl enable --quiet keepalived
if ! systemctl is-active --quiet keepalived; then
  systemctl restart keepalived
elif [ -n "$changed" ]; then
  systemctl reload keepalived # a restart would move the address, and lose what redis holds
fi
wait_for_holder
