# MongoDB answers at the address that the other VMs use.
source remote/places.sh
source remote/report.sh
: "${address:?}"

if timeout 2 bash -c "exec 3<>/dev/tcp/$address/${mongodb_port:?}" 2>/dev/null; then
  ok "MongoDB"
else
  drift "MongoDB" "does not answer at $address:$mongodb_port"
fi
