# Stands up a single server on an app server VM, as the vendor's docker-compose.yml and setup.sh leave it: all files, and
# the containers that clients talk to. Variables: registry, database, secret. Standard input: the vendor's docker-compose.yml.
set -euo pipefail
: "${registry:?}" "${database:?}" "${secret:?}"

mkdir -p /opt/enginsight/enterprise/conf/services /opt/enginsight/enterprise/conf/ui-m1
cd /opt/enginsight/enterprise
if [ -e docker-compose.yml ]; then docker-compose down --remove-orphans >/dev/null 2>&1; fi
sed "s#registry.enginsight.com/#$registry/#" >docker-compose.yml

# An image redis:7-alpine as far as that file needs it: a shell, rm, and the VM's own redis-server.
if ! docker image inspect redis:7-alpine >/dev/null 2>&1; then
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends redis-server >/dev/null 2>&1
  systemctl disable --now --quiet redis-server
  root=$(mktemp -d)
  mkdir -p "$root"/{bin,usr/bin,data,etc,tmp}
  cp /bin/dash "$root/bin/sh"
  cp /bin/rm "$root/bin/rm"
  cp "$(readlink -f /usr/bin/redis-server)" "$root/usr/bin/redis-real"
  # The official image turns protected mode off too.
  printf '#!/bin/sh\nexec redis-real --protected-mode no "$@"\n' >"$root/usr/bin/redis-server"
  chmod 755 "$root/usr/bin/redis-server"
  ldd /bin/dash /bin/rm "$root/usr/bin/redis-real" | grep -o '/[^ ]*\.so[^ ]*' | sort -u | xargs cp -L --parents -t "$root"
  tar -C "$root" -c . | docker import --change 'ENV PATH=/bin:/usr/bin' --change 'WORKDIR /data' - redis:7-alpine >/dev/null
  rm -rf "$root"
fi

put() { printf '%s\n' "$2" >"conf/DEFAULT_$1.conf"; }
put JWT_SECRET "$secret"
put MONGODB_URI "mongodb://$database:27017/enginsight?replicaSet=rs0&appName=single"
put REDIS_URI redis://redis:6379
put APP_URL https://app.enginsight.lab
put API_URL https://api.enginsight.lab
echo true >conf/ACCEPTED_EULA.conf

# The template has been edited by hand: mail, an odd layout, and a comment that only the template can bear.
cat >conf/services/config.json <<'JSON'
{
  // our mail server, since 2024
  "onpremise": { "twoFactor":   { "enabled": false } },
  "api": { "url": "%%API_URL%%", "port": 8080, "timeout": 5000, "clientMaxBodySize": "50mb",
    "jwt": { "secret": "%%JWT_SECRET%%", "expiresIn": "24h" } },
  "loopDelay": 15000, "database": { "uriConnectionString": "%%MONGODB_URI%%" }, "cache": "%%REDIS_URI%%",
  "email": { "sender": "'Old server' <old@app.enginsight.lab>", "host": "mail.enginsight.lab", "port": 465,
    "sslTls": true, "user": "old", "pass": "mail pass\"word", "maxConnections": 2, "rateDelta": 1000, "rateLimit": 1 },
  "cves": { "uriConnectionString": "mongodb://mongodb-cves/cves" }, "app": { "host": "%%APP_URL%%" },
  "sms": { "limit": 20, "region": "eu-central-1" }
}
JSON
cp conf/services/config.json conf/services/config.json.production
sed -i '/^ *\/\//d' conf/services/config.json.production
for name in JWT_SECRET MONGODB_URI REDIS_URI APP_URL API_URL; do
  sed -i "s|%%$name%%|$(sed 's/&/\\&/g' "conf/DEFAULT_$name.conf")|" conf/services/config.json.production
done
printf "module.exports = function () { return { apiDomain: 'https://api.enginsight.lab' }; };\n" \
  >conf/ui-m1/environment.js.production

docker-compose up -d ui-m1 server-m2 >/run/single-server.log 2>&1 || { tail -n 20 /run/single-server.log >&2; exit 1; }
for attempt in $(seq 300); do
  if curl --silent --fail --max-time 2 http://127.0.0.1:8080/health >/dev/null; then
    echo "the single server answers"
    exit 0
  fi
  sleep 0.2
done
echo "the single server does not answer (attempt $attempt)" >&2
docker-compose logs --no-color --tail 10 >&2
exit 1
