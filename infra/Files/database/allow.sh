# Lets an address or subnet through to MongoDB and redis. client: its name.
source remote/ownership.sh
source database/client-file.sh
: "${client:?}" "${address:?}"

file=$(client_file "$address")
mkdir -p "${file%/*}"
printf '%s %s\n' "$address" "$client" >"${file%/*}/.new"
mv -f "${file%/*}/.new" "$file"
own "firewall/$(client_key "$address")"
# The version before named the files after the VMs.
for other in "${file%/*}"/*; do
  if [ "$other" != "$file" ] && grep -qsxF "$address" "$other"; then rm "$other"; fi
done
/usr/local/sbin/enginsight-firewall apply
echo "$client ($address) reaches the database"
