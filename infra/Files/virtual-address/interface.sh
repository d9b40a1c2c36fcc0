# Where the virtual address is on this VM: on the interface that has the VM's own, while this VM is the one that is asked;
# on lo always, so that what the other one sends on is taken, and what is under way is answered to its end.
: "${virtual_addresses:?}" "${own_address:?}"

virtual_address=${virtual_addresses%% *}
device=$(ip -oneline address show to "$own_address" | awk '$2 != "lo" && !n++ { print $2 }')
[ -n "$device" ] || {
  echo "no interface of this VM has $own_address: set the load balancer's address to the one that it has itself" >&2
  exit 1
}

holds_address() { [ -n "$(ip -oneline address show dev "$device" to "$virtual_address")" ]; }

# hardware_address ADDRESS: that of the machine that answers for it in this network; nothing where none does.
hardware_address() {
  { arping -c 1 -w 1 -s "$own_address" -I "$device" "$1" 2>/dev/null || true; } |
    sed -nE 's/.*reply from [^[]*\[([^]]*)\].*/\1/p'
}
