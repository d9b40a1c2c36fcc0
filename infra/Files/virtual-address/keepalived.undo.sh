# The virtual address leaves with the pair; whoever still uses it has to use a load balancer's own by then.
source remote/ownership.sh
source virtual-address/places.sh
: "${keepalived_conf:?}" "${virtual_addresses:?}"

owned keepalived || exit 0
systemctl disable --now --quiet keepalived 2>/dev/null || true
systemctl stop enginsight-address 2>/dev/null || true
for address in $virtual_addresses; do ip address del "$address" dev lo 2>/dev/null || true; done
rm -rf "$keepalived_conf" /etc/systemd/system/keepalived.service.d/enginsight.conf \
  /etc/systemd/system/nginx.service.d/enginsight-virtual-address.conf \
  /etc/systemd/system/enginsight-address.service /usr/local/sbin/enginsight-serves \
  /usr/local/sbin/enginsight-alone /usr/local/sbin/enginsight-moved
systemctl daemon-reload
forsake keepalived
