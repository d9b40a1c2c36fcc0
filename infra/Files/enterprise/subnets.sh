# Docker takes 172.17.0.0/16, and its first network 172.18.0.0/16, unless a route of the VM's own leads there. What lies
# in them behind a router has none: from then on it is out of reach from here, and this VM from there.
source enterprise/daemon-json.sh
: "${neighbours?}"

# Who is talked to: VMs of the site, and whoever has a connection to this one, such as the admin machine.
all_neighbours() {
  tr ' ' '\n' <<<"$neighbours"
  ss -Htn state established 2>/dev/null | awk '{ sub(/:[0-9]+$/, "", $4); gsub(/[][]|::ffff:/, "", $4); print $4 }'
}

refuse_lost_neighbours() {
  local address
  if grep -qs default-address-pools "$daemon_json"; then return; fi
  for address in $(all_neighbours | sort -u); do
    case $address in 172.17.* | 172.18.*) ;; *) continue ;; esac
    [[ $(ip -4 route get "$address" 2>/dev/null) == *" via "* ]] || continue
    echo "$address, which this VM talks to, is behind a router in a subnet that Docker would take (172.17.0.0/16 and" \
      "172.18.0.0/16): neither would reach the other any more. Nothing was changed. Write, with a subnet that nobody" \
      "uses here: mkdir -p ${daemon_json%/*} && echo '{\"default-address-pools\": [{\"base\": \"10.200.0.0/16\"," \
      "\"size\": 24}]}' >$daemon_json, or add that to what is there and restart Docker; then type the same again" >&2
    exit 1
  done
}
