# Takes away the addresses that clients had before they moved, now that nothing of theirs serves there any more. Those of
# clients that have left the list go with their own undo.
source remote/ownership.sh
source database/moved-clients.sh

former=$(former_addresses)
[ -n "$former" ] || exit 0
while read -r key; do
  rm "${firewall_d:?}/$key"
  forsake "firewall/$key"
  echo "changed: $firewall_d/$key has gone"
done <<<"$former"
/usr/local/sbin/enginsight-firewall apply
# It may be a VM that has another address now, or one that is lost: only somebody who knows can clean it up.
while read -r key; do
  echo "warning: $key is shut out; a VM that was left there goes on running, with the stack's secrets on it. Type there:" \
    "cd ${enterprise:?} && docker-compose down && rm -r conf"
done <<<"$former"
