# Lets an address or subnet through to MongoDB and redis. client: its name.
source remote/files.sh
source remote/ownership.sh
source database/client-file.sh
: "${client:?}" "${address:?}"

stage_file "$(client_file "$address")" 644 "$address $client"
install_staged
own "firewall/$(client_key "$address")"
# The version before named the files after the VMs.
for other in "${firewall_d:?}"/*; do
  if grep -qsxF "$address" "$other"; then rm "$other"; fi
done
/usr/local/sbin/enginsight-firewall apply
