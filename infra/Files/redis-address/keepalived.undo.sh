# The address leaves this VM; whoever still uses it finds it at another one, or has redis's own address by now.
source remote/ownership.sh
source virtual-address/places.sh
: "${keepalived_conf:?}"

owned keepalived || exit 0
systemctl disable --now --quiet keepalived 2>/dev/null || true
rm -rf "$keepalived_conf" /etc/systemd/system/keepalived.service.d/enginsight.conf \
  /usr/local/sbin/enginsight-redis-serves /usr/local/sbin/enginsight-redis-moved /usr/local/sbin/enginsight-alone
systemctl daemon-reload
forsake keepalived
