# MongoDB is taken as present: it has to answer at the address that the other VMs will use.

if command -v docker >/dev/null && docker ps --format '{{.Ports}}' 2>/dev/null | grep -q '27017->'; then
  echo "MongoDB runs in Docker here, and Docker's published ports go past the firewall's INPUT rules:" \
    "run it as a service of the VM, or publish it on 127.0.0.1 only" >&2
  exit 1
fi
for attempt in $(seq 30); do
  if timeout 2 bash -c "exec 3<>/dev/tcp/$address/27017" 2>/dev/null; then
    echo "MongoDB answers at $address:27017"
    exit 0
  fi
  sleep 0.5
done
echo "MongoDB does not answer at $address:27017 (attempt $attempt): is mongod running, with net.bindIp: 0.0.0.0?" >&2
exit 1
