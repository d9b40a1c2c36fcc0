# The rules as they are, and as they will be after a reboot, against those that the VMs of the stack need.
# Standard input: the firewall script. vms: a line with name and address for each.

unbundle
tool=$stage/usr/local/sbin/enginsight-firewall
export ENGINSIGHT_FIREWALL_D=$stage/firewall.d
mkdir "$ENGINSIGHT_FIREWALL_D"
while read -r vm address; do printf '%s\n' "$address" >"$ENGINSIGHT_FIREWALL_D/$vm"; done <<<"$vms"
touch "$ENGINSIGHT_FIREWALL_D/closed"

for file in /etc/enginsight/firewall.d/*; do
  [ -e "$ENGINSIGHT_FIREWALL_D/${file##*/}" ] || [ ! -e "$file" ] || printf 'extra\t%s\n' "$file"
done
if [ -e /etc/enginsight/firewall.d/closed ]; then ok "closed to others"; else drift "closed to others" "is not set"; fi

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
  bash "$tool" rules $family | worded $iptables >"$stage/wanted"
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
