# What is looked at before keepalived of this VM gets its files, and after. Whatever refuses has changed nothing.
source remote/wait.sh
source virtual-address/interface.sh
source virtual-address/places.sh
: "${virtual_addresses:?}" "${own_address:?}" "${keepalived_conf:?}" "${files:?}" "${stage:?}"

refuse() {
  echo "$*; nothing was touched" >&2
  exit 1
}

# An address of another network is answered by nobody there.
refuse_other_networks() {
  local address family
  for address in $virtual_addresses; do
    case $address in *:*) family=-6 ;; *) family=-4 ;; esac
    [ -n "$(ip "$family" route show to match "$address" dev "$device" proto kernel)" ] ||
      refuse "$address is in no subnet of $device" \
        "($(ip "$family" -brief address show dev "$device" | awk '{ print $3 }')), where $own_address is:" \
        "set virtualAddress to a free address there"
  done
}

refuse_others_configuration() {
  [ ! -e "$keepalived_conf" ] || grep -q enginsight-infra "$keepalived_conf" ||
    refuse "$keepalived_conf is somebody else's: remove it (apt-get purge keepalived), or use a VM without keepalived"
}

# The scripts that the configuration names are not in their places yet.
refuse_untested() {
  sed "s|/usr/local|$files&|" "$files$keepalived_conf" >"$stage/keepalived.conf"
  keepalived --config-test --use-file "$stage/keepalived.conf" >"$stage/said" 2>&1 || {
    cat "$stage/said" >&2
    refuse "keepalived does not accept its configuration (see above)"
  }
}

# $@: addresses of the machines that may have the virtual one besides.
refuse_other_holder() {
  local holder peer
  ! holds_address || return 0
  holder=$(hardware_address "$virtual_address")
  [ -n "$holder" ] || return 0
  for peer in "$@"; do
    [ "$holder" != "$(hardware_address "$peer")" ] || return 0
  done
  refuse "another machine ($holder) has $virtual_address: set virtualAddress to a free address"
}

settled() { holds_address || [ -n "$(hardware_address "$virtual_address")" ]; }

wait_for_holder() {
  wait_until 15 settled || {
    echo "no machine has taken $virtual_address; see: journalctl -u keepalived" >&2
    exit 1
  }
  if holds_address; then echo "$virtual_address is here"; else echo "$virtual_address is at another VM"; fi
}
