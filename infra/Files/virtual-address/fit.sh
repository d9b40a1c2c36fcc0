# The staged files as they suit this VM.
source virtual-address/interface.sh
source virtual-address/places.sh
: "${files:?}" "${keepalived_conf:?}"

units=/etc/systemd/system

fit_staged() {
  sed -i "s/DEVICE/$device/g" "$files$keepalived_conf" "$files$units/keepalived.service.d/enginsight.conf" \
    "$files$units/enginsight-address.service" "$files/usr/local/sbin/enginsight-alone"
}
