# The rules as they are, and as they will be after a reboot, against those that the files of firewall.d ask for.
source remote/ownership.sh
source remote/places.sh
source remote/report.sh

for file in "${firewall_d:?}"/*; do
  name=${file##*/}
  [ "$name" = closed ] || [ ! -e "$file" ] || [ -n "$(owner "firewall/$name")" ] || extra "$file"
done
if [ -e "$firewall_d/closed" ]; then ok "closed to others"; else drift "closed to others" "is not set"; fi

# The part that is ours, and rules before it that let others past it.
ours() {
  awk '
    / -j ENGINSIGHT$/ && /^-A INPUT / { jump = 1; print; next }
    /^-N ENGINSIGHT$/ || /^-A ENGINSIGHT / { print; next }
    jump || !/^-A INPUT .*-j ACCEPT$/ || / -i lo / || /state [A-Z,]*ESTABLISHED/ || / -p (udp|icmp|ipv6-icmp) / { next }
    !/--dports? / || /--dports? [0-9:,]*(27017|6379)/ { print }
  '
}

# As iptables itself words the rules of standard input: loaded where nobody else sees them.
worded() {
  # shellcheck disable=SC2016 # expanded by the inner shell
  unshare --net bash -c '"$1-restore" && "$1" -S' bash "$1" 2>&1 | ours
}

for family in 4 6; do
  iptables=iptables
  [ $family = 4 ] || iptables=ip6tables
  /usr/local/sbin/enginsight-firewall rules $family | worded $iptables >"${stage:?}/wanted"
  $iptables -S | ours >"$stage/live"
  if [ -e /etc/iptables/rules.v$family ]; then
    worded $iptables </etc/iptables/rules.v$family >"$stage/saved"
  else
    : >"$stage/saved"
  fi
  for kind in live saved; do
    if cmp -s "$stage/wanted" "$stage/$kind"; then
      ok "firewall rules v$family, $kind"
    else
      drift "firewall rules v$family, $kind" "differ"
      difference "$stage/wanted" "$stage/$kind"
    fi
  done
done
