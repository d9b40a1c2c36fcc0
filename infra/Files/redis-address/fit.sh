# The staged files as they suit this VM.
source virtual-address/interface.sh
source virtual-address/places.sh
: "${files:?}" "${keepalived_conf:?}"

fit_staged() {
  sed -i "s/DEVICE/$device/g" "$files$keepalived_conf" "$files/usr/local/sbin/enginsight-alone" \
    "$files/etc/systemd/system/keepalived.service.d/enginsight.conf"
}
