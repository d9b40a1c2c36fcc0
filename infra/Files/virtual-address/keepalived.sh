# Lets the virtual address come to this load balancer, once nginx serves.
source remote/apt.sh
source remote/files.sh
source remote/ownership.sh
source virtual-address/away.sh
source virtual-address/fit.sh
source virtual-address/install.sh

refuse_other_networks
refuse_others_configuration
apt_install keepalived nftables iputils-arping
fit_staged
refuse_untested
refuse_other_holder "$peer_address"

install_staged
own keepalived
systemctl daemon-reload
systemctl enable --quiet keepalived
systemctl start enginsight-address
if [ -n "$changed" ] || ! systemctl is-active --quiet keepalived; then
  ! systemctl is-active --quiet keepalived || move_away
  systemctl restart keepalived
fi
wait_for_holder
