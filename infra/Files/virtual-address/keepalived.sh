# Lets the virtual address come to this load balancer, once nginx serves.
source remote/apt.sh
source remote/files.sh
source remote/ownership.sh
source virtual-address/away.sh
source virtual-address/fit.sh

refuse() {
  echo "$*; nothing was touched" >&2
  exit 1
}

# An address of another network is answered by nobody there.
for address in $virtual_addresses; do
  case $address in *:*) family=-6 ;; *) family=-4 ;; esac
  [ -n "$(ip "$family" route show to match "$address" dev "$device" proto kernel)" ] ||
    refuse "$address is in no subnet of $device ($(ip "$family" -brief address show dev "$device" | awk '{ print $3 }'))," \
      "where $own_address is: set virtualAddress to a free address there"
done
[ ! -e "$keepalived_conf" ] || grep -q enginsight-infra "$keepalived_conf" ||
  refuse "$keepalived_conf is somebody else's: remove it (apt-get purge keepalived), or use a VM without keepalived"

apt_install keepalived nftables iputils-arping
fit_staged
# The script that it names is not in its place yet.
sed "s|/usr/local|$files&|" "$files$keepalived_conf" >"$stage/keepalived.conf"
keepalived --config-test --use-file "$stage/keepalived.conf" >"$stage/said" 2>&1 || {
  cat "$stage/said" >&2
  refuse "keepalived does not accept its configuration (see above)"
}
if ! holds_address; then
  holder=$(hardware_address "$virtual_address")
  [ -z "$holder" ] || [ "$holder" = "$(hardware_address "$peer_address")" ] ||
    refuse "another machine ($holder) has $virtual_address: set virtualAddress to a free address"
fi

install_staged
own keepalived
systemctl daemon-reload
systemctl enable --quiet keepalived
systemctl start enginsight-address
if [ -n "$changed" ] || ! systemctl is-active --quiet keepalived; then
  ! systemctl is-active --quiet keepalived || move_away
  systemctl restart keepalived
fi

settled() { holds_address || [ -n "$(hardware_address "$virtual_address")" ]; }
wait_until 15 settled || {
  echo "neither this VM nor $peer_address has taken $virtual_address; see: journalctl -u keepalived" >&2
  exit 1
}
if holds_address; then echo "$virtual_address is here"; else echo "$virtual_address is at $peer_address"; fi
