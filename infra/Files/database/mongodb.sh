# MongoDB is taken as present: it has to answer at the address that the other VMs will use.
# No check: nothing is put on the VM.
source remote/places.sh
source remote/wait.sh
: "${address:?}"

if command -v docker >/dev/null && docker ps --format '{{.Ports}}' 2>/dev/null | grep -q "${mongodb_port:?}->"; then
  echo "MongoDB runs in Docker here, and Docker's published ports go past the firewall's INPUT rules:" \
    "run it as a service of the VM, or publish it on 127.0.0.1 only" >&2
  exit 1
fi
mongodb_answers() { timeout 2 bash -c "exec 3<>/dev/tcp/$address/$mongodb_port" 2>/dev/null; }
wait_until 15 mongodb_answers || {
  echo "MongoDB does not answer at $address:$mongodb_port: is mongod running, with net.bindIp: 0.0.0.0?" >&2
  exit 1
}
echo "MongoDB answers at $address:$mongodb_port"
