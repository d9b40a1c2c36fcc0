# Prints what cutover-check wants to know about a VM: a name and a value on each line. Changes nothing.
# Variables: database (address of the database VM), certificate and key (paths, empty where they are not on the VM),
# acme (host and port of the CA, empty where there is none), ways (what this VM has to reach: name, address and port, one
# a line), mongodb_port (MongoDB's on the database VM) and mongodb_name (by which the URI knows it).
: "${role:?}" "${database:?}" "${certificate?}" "${key?}" "${ways?}" "${mongodb_port:?}" "${mongodb_name:?}" "${acme?}"

fact() { printf '%s %s\n' "$1" "$2"; }
meminfo() { awk -v key="$1:" '$1 == key { print $2 }' /proc/meminfo; }

# shellcheck disable=SC1091 # on the VM
(. /etc/os-release && fact system "${ID-} ${VERSION_ID-}")
fact cores "$(nproc)"
fact memory-kb "$(meminfo MemTotal)"
fact swap-kb "$(meminfo SwapTotal)"
fact disk-kb "$(df -kP / | awk 'NR == 2 { print $2 " " $4 }')"
fact synchronized "$(timedatectl show -p NTPSynchronized --value 2>/dev/null || true)"
# The key that this sshd shows, wherever its configuration has it.
for file in $(sshd -T 2>/dev/null | sed -n 's/^hostkey //p') /etc/ssh/ssh_host_ed25519_key; do
  if grep -qs '^ssh-ed25519 ' "$file.pub"; then fact host-key "$(cut -d ' ' -f 1,2 "$file.pub")"; break; fi
done

# Port, address and program of every listening socket.
ss -Htlnp | sed -E 's/^\S+ +\S+ +\S+ +(\S+):([0-9]+) +\S+ *(users:\(\("([^"]*)".*)?$/listen \2 \1 \4/'

if command -v dockerd >/dev/null || [ -S /var/run/docker.sock ]; then
  if command -v docker >/dev/null; then
    fact docker "$(docker version --format '{{.Server.Version}}' 2>/dev/null || echo stopped)"
  else
    fact docker no-command
  fi
  fact docker-oldest-api "$(docker version --format '{{.Server.MinAPIVersion}}' 2>/dev/null || true)"
  if ! docker compose version >/dev/null 2>&1; then
    fact docker-compose "$(docker-compose version --short 2>/dev/null || true)"
  fi
  if { systemctl show docker -p Environment --value; cat /etc/docker/daemon.json; } 2>/dev/null \
    | grep -iE 'https?[_-]proxy' >/dev/null; then fact docker-proxy yes; fi
  docker ps 2>/dev/null --format \
    'container {{.Label "com.docker.compose.project"}}/{{.Label "com.docker.compose.service"}} {{.Ports}}' || true
fi
if command -v nginx >/dev/null; then fact nginx "$(systemctl is-active nginx) $(systemctl is-enabled nginx 2>/dev/null)"; fi
if [ -d /opt/enginsight/enterprise ]; then
  fact installation "$(find /opt/enginsight/enterprise -maxdepth 1 -name docker-compose.yml | wc -l)"
fi

if command -v redis-cli >/dev/null; then
  fact redis "$(systemctl is-active redis-server) $(timeout 2 redis-cli -h 127.0.0.1 PING 2>&1 | sed -n 1p)"
  if [ -e /etc/redis/enginsight.conf ]; then fact redis-ours yes; fi
fi
if command -v mongosh >/dev/null; then fact mongosh yes; fi
if [ "$role" = database ] || [ "$role" = member ]; then
  answer=$(mongodb_answer "$database:$mongodb_port" "$mongodb_name")
  fact mongo-address "$answer"
  if [ -z "$answer" ]; then
    fact mongo-flaw "$(mongodb_flaw "$database:$mongodb_port" "$mongodb_name")"
    fact mongo-loopback "$(mongodb_answer "127.0.0.1:$mongodb_port" "$mongodb_name")"
  fi
  # Who is there now, but for the VM itself: port and address. Of a connection to a published port of Docker, or to one
  # that is handed on in another way, only the kernel's list of connections knows. At a port that is closed already
  # stands only what a client left whose last words were dropped.
  closed=
  if [ -e /etc/enginsight/firewall.d/closed ] && nft list table inet enginsight >/dev/null 2>&1; then
    closed=$(cat /etc/enginsight/firewall.d/closed)
    closed=${closed:-27017 6379}
  fi
  {
    ss -Htn state established
    sed -nE '/ dst=(\S+) sport=\S+ dport=(\S+) src=\1 dst=\S+ sport=\2 /d
      s/^ipv.* ESTABLISHED src=(\S+) dst=(\S+) sport=(\S+) dport=(\S+) .*/0 0 \2:\4 \1:\3/p' \
      /proc/net/nf_conntrack 2>/dev/null || true
  } | awk -v ports=" $mongodb_port 6379 " -v closed=" $closed " '
    function address(text) { sub(/:[0-9]*$/, "", text); gsub(/[][]/, "", text); sub(/^::ffff:/, "", text); return text }
    { port = $3; sub(/.*:/, "", port) }
    !index(ports, " " port " ") || index(closed, " " port " ") { next }
    address($3) != address($4) { print "connected", port, address($4) }' | sort -u
fi

# Other VMs' ports: open, refused by the VM itself (the way is open then), or closed on the way.
way() {
  local answer
  if answer=$(LC_ALL=C timeout 2 bash -c "exec 3<>/dev/tcp/$2/$3" 2>&1); then fact way "$1 $3 open"
  elif [[ $answer == *refused* ]]; then fact way "$1 $3 refused"
  else fact way "$1 $3 closed"; fi
}
while read -r name address port; do
  if [ -n "$port" ]; then way "$name" "$address" "$port" & fi
done <<<"$ways"
wait

if [ -n "$acme" ] && timeout 5 bash -c "exec 3<>/dev/tcp/${acme/ //}" 2>/dev/null; then fact acme open; fi

if command -v ufw >/dev/null && LC_ALL=C ufw status 2>/dev/null | grep '^Status: active' >/dev/null; then fact firewall ufw
elif [ "$(systemctl is-active firewalld 2>/dev/null)" = active ]; then fact firewall firewalld
elif { nft list ruleset | sed '/^table .*enginsight/,/^}/d'; iptables -S INPUT; } 2>/dev/null \
  | grep -E 'hook input .*policy drop|^-P INPUT DROP' >/dev/null; then
  fact firewall 'a policy of drop'
fi
if { cat /etc/environment; apt-config dump; } 2>/dev/null \
  | grep -iE '^https?_proxy=.|^Acquire::https?::Proxy "[^"]' >/dev/null; then
  fact proxy yes
fi

if [ "$role" = balancer ] && command -v nginx >/dev/null; then
  nginx -t >/dev/null 2>&1 || fact nginx-broken "$(nginx -t 2>&1 | sed -n 's/.*\[emerg\] //p' | sed -n 1p)"
  grep -qsE '^\s*include\s.*sites-enabled' /etc/nginx/nginx.conf || fact nginx-no-sites yes
  for file in /etc/nginx/sites-enabled/* /etc/nginx/conf.d/*.conf; do
    case $file in */default | */ngs.conf | */enginsight* | */\**) continue ;; esac
    if grep -qsE '^\s*(listen\s.*default_server|upstream\s+(api|ui)Servers)' "$file"; then
      fact nginx-site "$file clashes"
    else
      fact nginx-site "$file beside"
    fi
  done
fi

if [ -n "$certificate" ]; then
  if [ -r "$certificate" ]; then fact certificate "$(base64 -w0 "$certificate")"; fi
  # By which means certbot renews it, where it is certbot's.
  if [[ $certificate =~ ^/etc/letsencrypt/live/([^/]+)/ ]]; then
    renewal=/etc/letsencrypt/renewal/${BASH_REMATCH[1]}.conf
    fact certificate-renewal "$(sed -n 's/^authenticator *= *//p' "$renewal" 2>/dev/null)"
  fi
  if [ -r "$key" ] && [ "$(openssl x509 -in "$certificate" -noout -pubkey)" = "$(openssl pkey -in "$key" -pubout)" ]; then
    fact certificate-key fits
  fi
fi
exit 0
