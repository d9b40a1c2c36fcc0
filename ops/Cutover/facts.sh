# Prints what cutover-check wants to know about a VM: a name and a value on each line. Changes nothing.
# Variables: role, database (address of the database VM), certificate and key (paths, empty where they are not on the VM),
# hello (MongoDB's greeting, escaped for printf).
: "${role:?}" "${database:?}" "${certificate?}" "${key?}" "${hello:?}"

fact() { printf '%s %s\n' "$1" "$2"; }
meminfo() { awk -v key="$1:" '$1 == key { print $2 }' /proc/meminfo; }

# MongoDB's greeting, without a client: the bytes of a hello command in, the answer out.
# shellcheck disable=SC2317 # the shells further down call it
mongo_hello() {
  local length
  exec 3<>"/dev/tcp/$1/27017" || return 1
  printf "%b" "$hello" >&3
  length=$(head -c 4 <&3 | od -An -t u4 | tr -d ' ')
  [ -n "$length" ] && [ "$length" -lt 1000000 ] && head -c $((length - 4)) <&3 | base64 -w0
}
export -f mongo_hello
export hello

# shellcheck disable=SC1091 # on the VM
(. /etc/os-release && fact system "${ID-} ${VERSION_ID-}")
fact cores "$(nproc)"
fact memory-kb "$(meminfo MemTotal)"
fact swap-kb "$(meminfo SwapTotal)"
fact disk-kb "$(df -kP / | awk 'NR == 2 { print $2 " " $4 }')"
fact synchronized "$(timedatectl show -p NTPSynchronized --value 2>/dev/null || true)"
if [ -r /etc/ssh/ssh_host_ed25519_key.pub ]; then fact host-key "$(cut -d ' ' -f 1,2 /etc/ssh/ssh_host_ed25519_key.pub)"; fi

# Port, address and program of every listening socket.
ss -Htlnp | sed -E 's/^\S+ +\S+ +\S+ +(\S+):([0-9]+) +\S+ *(users:\(\("([^"]*)".*)?$/listen \2 \1 \4/'

if command -v dockerd >/dev/null || [ -S /var/run/docker.sock ]; then
  fact docker "$(docker version --format '{{.Server.Version}}' 2>/dev/null || echo stopped)"
  docker ps --format 'container {{.Label "com.docker.compose.project"}}/{{.Label "com.docker.compose.service"}} {{.Ports}}' 2>/dev/null || true
fi
if command -v nginx >/dev/null; then fact nginx "$(systemctl is-active nginx) $(systemctl is-enabled nginx 2>/dev/null)"; fi
if [ -d /opt/enginsight/enterprise ]; then
  fact installation "$(find /opt/enginsight/enterprise -maxdepth 1 -name docker-compose.yml | wc -l)"
fi

if command -v redis-cli >/dev/null; then
  fact redis "$(systemctl is-active redis-server) $(timeout 2 redis-cli -h 127.0.0.1 PING 2>&1 | head -n 1)"
  if [ -e /etc/redis/enginsight.conf ]; then fact redis-ours yes; fi
fi
if [ "$role" = database ]; then
  for address in "$database" 127.0.0.1; do
    fact "mongo-$([ "$address" = 127.0.0.1 ] && echo loopback || echo address)" \
      "$(timeout 3 bash -c "mongo_hello $address" 2>/dev/null || true)"
  done
elif [ "$role" != balancer ]; then
  timeout 2 bash -c "exec 3<>/dev/tcp/$database/27017" 2>/dev/null && fact reaches-mongodb yes
fi

if [ -n "$certificate" ]; then
  if [ -r "$certificate" ]; then fact certificate "$(base64 -w0 "$certificate")"; fi
  if [ -r "$key" ] && [ "$(openssl x509 -in "$certificate" -noout -pubkey)" = "$(openssl pkey -in "$key" -pubout)" ]; then
    fact certificate-key fits
  fi
fi
exit 0
