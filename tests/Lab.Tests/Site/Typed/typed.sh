#!/usr/bin/env bash
# What the vendor's text on load balancing has an administrator type on one VM, as it stands there: nothing of ours.
#   balancer SITE, the file of sites-available | database | services | app-server
# Variables: subnet, with the dot at its end; app_domain and api_domain. On a Docker VM also: secret, the one that is
# copied from server to server; containers, SERVICE:TAG by lines; and as standard input the registry's password on a line
# of its own, then the vendor's config.json.
set -euo pipefail
: "${subnet:?}" "${app_domain:?}" "${api_domain:?}"
enterprise=/opt/enginsight/enterprise

install() {
  {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"
  } </dev/null >/run/typed.log 2>&1 || { tail /run/typed.log >&2; return 1; }
}

# The text's certificate is an RSA one; its cipher suite takes no other.
balancer() {
  install nginx
  mkdir -p /etc/nginx/ssl
  openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj "/CN=$app_domain" \
    -addext "subjectAltName=DNS:$app_domain,DNS:$api_domain" \
    -keyout /etc/nginx/privkey.pem -out /etc/nginx/ssl/fullchain.pem 2>/dev/null
  openssl dhparam -dsaparam -out /etc/nginx/dhparam.pem 2048 2>/dev/null
  {
    # shellcheck disable=SC2016 # nginx's variables
    printf 'map $http_upgrade $connection_upgrade {\n    default upgrade;\n    %s      close;\n}\n' "''"
    upstream apiServers 8080
    upstream appServers 80
    server "$api_domain" apiServers
    server "$app_domain" appServers
  } >"/etc/nginx/sites-available/$1"
  rm -f /etc/nginx/sites-enabled/default
  ln -sf "../sites-available/$1" /etc/nginx/sites-enabled/
  systemctl restart nginx
}

upstream() {
  printf 'upstream %s {\n    server %s11:%s;\n    server %s12:%s;\n}\n' "$1" "$subnet" "$2" "$subnet" "$2"
}

server() {
  cat <<END
server {
    listen 443 ssl http2;
    listen [::]:443 ssl http2;

    ssl_stapling on;
    ssl_stapling_verify on;
    server_name $1;

    ssl_protocols TLSv1.2;
    ssl_prefer_server_ciphers on;
    ssl_ciphers "ECDHE-RSA-AES256-GCM-SHA384";
    ssl_ecdh_curve secp384r1;
    ssl_session_cache shared:SSL:10m;
    ssl_session_tickets off;
    resolver 8.8.8.8 8.8.4.4 valid=300s;
    resolver_timeout 5s;

    ssl_dhparam /etc/nginx/dhparam.pem;
    ssl_certificate /etc/nginx/ssl/fullchain.pem;
    ssl_certificate_key /etc/nginx/privkey.pem;

    client_max_body_size 200m;

    location / {
        proxy_pass http://$2;
        proxy_set_header Host \$host;
        proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for;
        proxy_set_header X-Real-IP \$remote_addr;
        proxy_set_header X-Forwarded-Proto "https";
        proxy_set_header X-Forwarded-Ssl "on";
        proxy_set_header Upgrade \$http_upgrade;
        proxy_set_header Connection \$connection_upgrade;
    }
}
END
}

# The rules as they are printed, between what iptables-save puts around any. redis 7 serves nobody else with the text's
# bind alone; whoever follows the text finds that out, and does what redis then says.
database() {
  install iptables-persistent redis-server
  {
    printf '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n'
    echo "-A INPUT -p tcp -m tcp --dport 27017 -s 127.0.0.1 -j ACCEPT"
    for client in "${subnet}11" "${subnet}12" "${subnet}20"; do
      echo "-A INPUT -p tcp -m tcp --dport 27017 -s $client -j ACCEPT"
      echo "-A INPUT -p tcp -m tcp --dport 6379 -s $client -j ACCEPT"
    done
    echo "-A INPUT -p tcp -m tcp --dport 27017 -s ${subnet}30 -j ACCEPT"
    echo "-A INPUT -p tcp -m tcp --dport 27017 -j DROP"
    echo "-A INPUT -p tcp -m tcp --dport 6379 -j DROP"
    echo COMMIT
  } >/etc/iptables/rules.v4
  iptables-restore </etc/iptables/rules.v4
  sed -i 's/^bind .*/bind 0.0.0.0/; s/^protected-mode .*/protected-mode no/' /etc/redis/redis.conf
  systemctl restart redis-server
}

# As setup.sh leaves them: what was asked for in conf/DEFAULT_*.conf, and filled into what the containers read.
configure() {
  local name
  mkdir -p "$enterprise/conf/services" "$enterprise/conf/ui-m1"
  cd "$enterprise/conf"
  cat >services/config.json
  printf '%s\n' "${secret:?}" >DEFAULT_JWT_SECRET.conf
  printf 'mongodb://%s30:27017/enginsight?replicaSet=rs0\n' "$subnet" >DEFAULT_MONGODB_URI.conf
  printf 'redis://%s30:6379\n' "$subnet" >DEFAULT_REDIS_URI.conf
  printf 'https://%s\n' "$app_domain" >DEFAULT_APP_URL.conf
  printf 'https://%s\n' "$api_domain" >DEFAULT_API_URL.conf
  echo true >ACCEPTED_EULA.conf
  cp services/config.json services/config.json.production
  for name in JWT_SECRET MONGODB_URI REDIS_URI APP_URL API_URL; do
    sed -i "s|%%$name%%|$(sed 's/&/\\&/g' "DEFAULT_$name.conf")|" services/config.json.production
  done
  printf "module.exports = function () { return { apiDomain: 'https://%s' }; };\n" "$api_domain" \
    >ui-m1/environment.js.production
}

containers() {
  local image name registry=${subnet}40:5000 password
  install docker.io docker-compose
  read -r password
  docker login --username lab --password-stdin "$registry" <<<"$password" >/dev/null 2>&1
  configure
  {
    printf 'version: "3"\nservices:\n'
    for image in ${containers:?}; do
      name=${image%%:*}
      printf '  %s:\n    image: %s/enginsight/%s\n    restart: always\n' "$name" "$registry" "$image"
      "$1" "$name"
    done
    "$1"
  } >"$enterprise/docker-compose.yml"
  cd "$enterprise"
  docker-compose up -d >/run/typed.log 2>&1 || { tail /run/typed.log >&2; return 1; }
}

reads_configuration() {
  printf '    volumes:\n    - "./conf/services/config.json.production:/etc/enginsight/%s/config.json"\n' "$1"
}

app_server_lines() {
  case ${1-} in
  '') ;;
  ui-m1)
    printf '    ports:\n    - "80:80"\n    volumes:\n'
    printf '    - "./conf/ui-m1/environment.js.production:/opt/enginsight/ui-m1/config/environment.js"\n'
    ;;
  *)
    printf '    ports:\n    - "8080:8080"\n'
    reads_configuration "$1"
    ;;
  esac
}

services_lines() {
  case ${1-} in
  '')
    printf '  mongodb-cves:\n    image: %s40:5000/mongo:4\n    networks:\n    - mongodb-cves\n' "$subnet"
    printf '    restart: always\n    volumes:\n    - mongodb-cves-volume:/data/db\n'
    printf 'networks:\n  mongodb-cves:\nvolumes:\n  mongodb-cves-volume:\n'
    ;;
  reporter-m4)
    printf '    networks:\n    - mongodb-cves\n    depends_on:\n    - mongodb-cves\n'
    reads_configuration "$1"
    ;;
  *) reads_configuration "$1" ;;
  esac
}

case $1 in
balancer | database) "$@" ;;
services) containers services_lines ;;
app-server) containers app_server_lines ;;
*) echo "typed.sh: unknown VM '$1'" >&2; exit 1 ;;
esac
