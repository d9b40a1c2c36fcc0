# Closes the database to somebody who has left the stack.
source remote/ownership.sh
source database/client-file.sh
: "${client:?}" "${address:?}"

thing=firewall/$(client_key "$address")
owned "$thing" || exit 0
rm -f "$(client_file "$address")"
forsake "$thing"
/usr/local/sbin/enginsight-firewall apply
echo "$client ($address) no longer reaches the database"
