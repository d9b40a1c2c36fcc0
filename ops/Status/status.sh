# Prints how a VM is: a name and a value on each line. Changes nothing.
# Variables: role; mongodb (HOST:PORT of this VM's MongoDB, and its name in the URI, where there are several such VMs);
# names (the site's, one a line), for the load balancer; places that the program knows.
: "${role:?}" "${mongodb?}" "${names?}" "${enterprise:?}" "${nginx_servers:?}" "${nginx_unhealthy:?}" "${nginx_site:?}"

# Units that are installed; those that never were do not matter, nor does a mongod that somebody has switched off because
# MongoDB runs in Docker or elsewhere: whether it answers is asked from where the containers are.
for unit in nginx enginsight-watch enginsight-certificate docker redis-server mongod enginsight-firewall \
  netfilter-persistent keepalived; do
  # Somebody's own, where the stack has no address that moves.
  if [ "$unit" = keepalived ] && [ ! -e /usr/local/sbin/enginsight-alone ]; then continue; fi
  if [ "$unit" = mongod ] && ! systemctl is-enabled --quiet mongod 2>/dev/null && ! systemctl is-active --quiet mongod
  then
    continue
  fi
  if [ "$(systemctl show -p LoadState --value "$unit")" = loaded ]; then
    echo "service $unit $(systemctl is-active "$unit")"
  fi
done

if command -v docker >/dev/null; then
  docker ps -a --filter label=com.docker.compose.project=enterprise \
    --format 'container {{.Label "com.docker.compose.service"}} {{.Image}} {{.State}} {{.Status}}' 2>/dev/null
  # The product's images that something else than this program runs.
  docker ps --format '{{.Label "com.docker.compose.project"}}|{{.Image}}|{{.Names}}' 2>/dev/null \
    | awk -F'|' '$1 != "enterprise" && $2 ~ /\/enginsight\// { print "foreign", $3 }'
  now=$(date +%s)
  docker ps -q --filter label=com.docker.compose.project=enterprise 2>/dev/null | xargs -r docker inspect --format \
    '{{index .Config.Labels "com.docker.compose.service"}} {{.RestartCount}} {{.State.StartedAt}}' 2>/dev/null \
    | while read -r service count started; do
      echo "restarts $service $count $((now - $(date -d "$started" +%s)))"
    done
fi

if [ "$role" = app ] && command -v curl >/dev/null; then
  for port in 80 8080; do
    echo "answer $port $(curl --silent --noproxy '*' --output /dev/null --max-time 2 --write-out '%{http_code}' \
      "http://127.0.0.1:$port/" || true)"
  done
fi

# What a URL of the configuration leads to: HOST PORT of each of its hosts.
hosts_of() {
  local rest=${1#*://} host
  rest=${rest%%/*}
  for host in $(tr ',' ' ' <<<"${rest##*@}"); do
    if [[ $host =~ ^\[(.*)\](:([0-9]+))?$ || $host =~ ^([^:]*)(:([0-9]+))?$ ]]; then
      echo "${BASH_REMATCH[1]} ${BASH_REMATCH[3]:-$2}"
    fi
  done
}

reached() { timeout 2 bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null; }

# As the containers do it: with the password of their own configuration, which leaves this shell for redis only.
redis_answer() {
  local url=$1 host port password reply=
  read -r host port < <(hosts_of "$url" 6379)
  reached "$host" "$port" || { echo "is not reached at $host:$port"; return; }
  password=${url#*://}
  if [[ $password == *@* ]]; then password=${password%@*} password=${password#*:}; else password=; fi
  printf -v password '%b' "${password//%/\\x}"
  exec 3<>"/dev/tcp/$host/$port"
  if [ -n "$password" ]; then
    printf 'AUTH %s\r\n' "$password" >&3
    IFS= read -r -t 2 reply <&3
    [[ $reply == +OK* ]] || { echo "refuses the password of the containers"; return; }
  fi
  printf 'PING\r\n' >&3
  IFS= read -r -t 2 reply <&3
  if [[ $reply == +PONG* ]]; then echo well; else echo "does not answer as redis does"; fi
}

# As the containers do it, too, with their files.
mongodb_door() {
  local host port flaw words='is not reached'
  [[ $mongodb_uri != mongodb+srv* ]] || { echo well; return; } # DNS knows its hosts
  while read -r host port; do
    flaw=$(mongodb_flaw "$host:$port")
    [ -n "$flaw" ] || { echo well; return; }
    [ "$flaw" = 'is not reached' ] || words=$flaw
  done < <(hosts_of "$mongodb_uri" 27017)
  echo "$words"
}

configuration=$enterprise/conf/services/config.json.production
if [ "$role" = app ] || [ "$role" = services ]; then
  cache=$(sed -n 's/^ *"cache" *: *"\([^"]*\)".*/\1/p' "$configuration" 2>/dev/null | sed -n 1p)
  mongodb_uri=$(sed -n 's/^ *"uriConnectionString" *: *"\([^"]*\)".*/\1/p' "$configuration" 2>/dev/null | sed -n 1p)
  if [ -n "$cache" ]; then echo "door redis $(redis_answer "$cache" 2>/dev/null)"; fi
  # shellcheck disable=SC2034 # for what asks MongoDB
  mongodb_files=$enterprise/conf/services/ssl
  if [ -n "$mongodb_uri" ]; then echo "door MongoDB $(mongodb_door)"; fi
fi

if [ "$role" = database ] || [ "$role" = member ]; then
  # Rules of the program's own, whether they stand in a table of nftables or in a chain of iptables. That they are there
  # is not enough: an emptied chain lets everybody in. (The version before, which has no such word, ends with 2.)
  tables=$(nft list tables 2>/dev/null)
  as_wanted=live
  /usr/local/sbin/enginsight-firewall check >/dev/null 2>&1 || [ $? -ne 1 ] || as_wanted=changed
  for family in ip ip6; do
    if grep -qiE "^table (inet|$family) enginsight" <<<"$tables" \
      || "${family}tables" -S INPUT 2>/dev/null | grep -i -- '-j enginsight' >/dev/null; then
      echo "firewall $family $as_wanted"
    else
      echo "firewall $family gone"
    fi
  done
  # Of several database VMs each says how it is in the set.
  if [ -n "$mongodb" ]; then
    # shellcheck disable=SC2086 # place and name
    echo "mongo-address $(mongodb_answer $mongodb)"
  fi
  # Whom the rules let in, as they are live.
  nft list chain inet enginsight clients 2>/dev/null | sed -nE 's/^\s*ip6? saddr (\S+) accept.*/let-in \1/p'
  # Whom they have turned away: address, port, seconds since then. (The version before has no such word.)
  /usr/local/sbin/enginsight-firewall refused 2>/dev/null | sed -nE 's/^([0-9a-f.:]+ [0-9]+ [0-9]+)$/refused \1/p'
fi

if [ "$role" = balancer ]; then
  # Written by the app servers' steps, and by the watch that asks them how they are.
  awk 'NF == 2 { print "upstream", $1, ($2 == "in" ? "serving" : "drained") }' "$nginx_servers" 2>/dev/null
  awk 'NF == 2 { print "unhealthy", $1, $2 }' "$nginx_unhealthy" 2>/dev/null
  end_of() { openssl x509 -noout -enddate -dateopt iso_8601 2>/dev/null | cut -d= -f2; }
  certificate=$(sed -n 's/^ *ssl_certificate \(.*\);$/\1/p' "$nginx_site" 2>/dev/null | sed -n 1p)
  if [ -r "$certificate" ]; then echo "certificate-file $(end_of <"$certificate")"; fi
  for name in $names; do
    sni=(-servername "$name")
    if [[ $name =~ ^[0-9.:]+$ ]]; then sni=(-noservername); fi
    served=$(timeout 3 openssl s_client -connect 127.0.0.1:443 "${sni[@]}" </dev/null 2>/dev/null)
    echo "certificate $name $(end_of <<<"$served")"
    openssl x509 -noout -subject -issuer -fingerprint -sha256 -nameopt RFC2253 <<<"$served" 2>/dev/null \
      | sed "s/^subject=/certificate-subject $name /; s/^issuer=/certificate-issuer $name /
        s/^sha256 Fingerprint=/certificate-fingerprint $name /I"
  done
  connections=$(nginx -T 2>/dev/null | sed -n 's/^\s*worker_connections\s\+\([0-9]\+\);.*/\1/p' | tail -n 1)
  for pid in $(pgrep -P "$(systemctl show -p MainPID --value nginx)" 2>/dev/null); do
    if grep -q 'shutting down' "/proc/$pid/cmdline"; then continue; fi
    # What a handle leads to is not shown to a root without all of its rights; all but a dozen lead to connections.
    open=$(find "/proc/$pid/fd" -type l | wc -l)
    echo "handles $open $(awk '/^Max open files/ { print $4 }' "/proc/$pid/limits")"
    echo "connections $open ${connections:-512}"
  done
fi

# Every file system that something of the product is written to, and its inodes: mount point and use.
data=$(sed -n 's/^ *dbPath: *//p' /etc/mongod.conf 2>/dev/null | tr -d '"')
for inodes in '' -i; do
  # shellcheck disable=SC2086 # no option, or one
  df $inodes -P / /var /var/log /var/lib/docker /var/lib/redis /var/lib/mongodb $data 2>/dev/null \
    | awk -v what="disk$inodes" 'NR > 1 && $5 ~ /%/ && !seen[$6]++ { print what, $6, $5 }'
done
exit 0
