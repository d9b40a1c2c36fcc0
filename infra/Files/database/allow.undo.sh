# Closes the database to a VM that is gone.
source remote/ownership.sh
source remote/places.sh
: "${vm:?}" "${address:?}"

owned "firewall/$address" || exit 0
rm -f "${firewall_d:?}/$address"
forsake "firewall/$address"
/usr/local/sbin/enginsight-firewall apply
echo "$vm no longer reaches the database"
