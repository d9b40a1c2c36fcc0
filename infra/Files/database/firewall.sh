# Drops everybody who has not been let through. clients: a line with step and address of each who has.
source remote/ownership.sh
source remote/places.sh
: "${clients:?}"

# Addresses that a VM of the list had before; those of VMs that have left the list go last, with their own undo.
for file in "${firewall_d:?}"/*; do
  address=${file##*/}
  if [ "$address" = closed ] || grep -qE " ${address//./\\.}$" <<<"$clients"; then continue; fi
  if grep -q "^$(owner "firewall/$address") " <<<"$clients"; then
    rm "$file"
    forsake "firewall/$address"
  fi
done
[ -e "$firewall_d/closed" ] || touch "$firewall_d/closed"
/usr/local/sbin/enginsight-firewall apply
echo "the database is closed to all others"
