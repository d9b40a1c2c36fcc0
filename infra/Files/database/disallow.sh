# Closes the database to a VM that is gone.

rm -f "/etc/enginsight/firewall.d/$vm"
/usr/local/sbin/enginsight-firewall apply
echo "$vm no longer reaches 27017 and 6379"
