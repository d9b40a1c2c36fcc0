# MongoDB is taken as present: it has to answer at the address that the other VMs will use.
source remote/places.sh
source remote/wait.sh
: "${address:?}"

mongodb_answers() { timeout 2 bash -c "exec 3<>/dev/tcp/$address/${mongodb_port:?}" 2>/dev/null; }
wait_until 15 mongodb_answers || {
  echo "MongoDB does not answer at $address:$mongodb_port: is mongod running, with net.bindIp: 0.0.0.0?" >&2
  exit 1
}
echo "MongoDB answers at $address:$mongodb_port"
