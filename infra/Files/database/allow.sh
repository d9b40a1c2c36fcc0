# Lets one VM through to MongoDB and redis.
source remote/ownership.sh
source remote/places.sh
: "${vm:?}" "${address:?}"

mkdir -p "${firewall_d:?}"
printf '%s %s\n' "$address" "$vm" >"$firewall_d/$address.new"
mv -f "$firewall_d/$address.new" "$firewall_d/$address"
own "firewall/$address"
# The version before named the files after the VMs.
for file in "$firewall_d"/*; do
  if [ "${file##*/}" != "$address" ] && grep -qsxF "$address" "$file"; then rm "$file"; fi
done
/usr/local/sbin/enginsight-firewall apply
echo "$vm ($address) reaches the database"
