# Lets one VM through to MongoDB and redis.

mkdir -p /etc/enginsight/firewall.d
printf '%s\n' "$address" >"/etc/enginsight/firewall.d/$vm.new"
mv -f "/etc/enginsight/firewall.d/$vm.new" "/etc/enginsight/firewall.d/$vm"
/usr/local/sbin/enginsight-firewall apply
echo "$vm ($address) reaches 27017 and 6379"
