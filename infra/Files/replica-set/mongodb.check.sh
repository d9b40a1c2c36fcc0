# mongod is set up as a member, and answers where the other VMs ask.
source remote/report.sh
source replica-set/mongod.sh

lines=$(lines_to_set)
flaw=$(key_file_flaw)
if ! mongod_answers; then
  drift "MongoDB" "does not answer at $address:$port"
elif [ -n "$lines" ]; then
  drift "MongoDB" "should have in /etc/mongod.conf: $(tr -s ' \n' ' ' <<<"$lines")"
elif [ -n "$flaw" ]; then
  drift "MongoDB" "$flaw"
else
  ok "MongoDB"
fi
if shell_is_missing; then drift "mongosh" "is not installed"; fi
