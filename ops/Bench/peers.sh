# Puts what else could stand in the load balancer's place beside our nginx: the vendor's text as it is, Debian's haproxy
# and Debian's caddy, each on a port of its own. None of the last two writes a log of requests.
# Variables: api_domain; servers (ADDRESS:PORT, separated by blanks), certificate and key (files here); seed_port,
# haproxy_port, caddy_port. Prints "has NAME", or "lacks NAME" and why.
: "${api_domain:?}" "${servers:?}" "${certificate:?}" "${key:?}" "${seed_port:?}" "${haproxy_port:?}" "${caddy_port:?}"

folder=/run/enginsight-bench
umask 077
mkdir -p "$folder"

# Debian starts a service as soon as it is installed; what runs here is only what this script starts.
apt() {
  systemctl mask --quiet haproxy caddy 2>/dev/null
  DEBIAN_FRONTEND=noninteractive timeout 240 apt-get -qq -y --no-install-recommends \
    -o DPkg::Lock::Timeout=60 "$@" </dev/null >"$folder/apt.log" 2>&1
}

has() {
  command -v "$1" >/dev/null || apt install "$1" || { apt update && apt install "$1"; } || {
    echo "lacks $1 $(tail -n 1 "$folder/apt.log")"
    return 1
  }
}

start() {
  systemctl reset-failed "enginsight-bench-$1" 2>/dev/null
  systemd-run --quiet --unit "enginsight-bench-$1" --property LimitNOFILE=65536 --setenv HOME="$folder" -- "${@:3}"
  for _ in $(seq 50); do
    if curl --silent --insecure --output /dev/null --max-time 2 --resolve "$api_domain:$2:127.0.0.1" \
      "https://$api_domain:$2/"; then
      echo "has $1"
      return
    fi
    sleep 0.2
  done
  echo "lacks $1 $(journalctl -u "enginsight-bench-$1" -o cat | tail -n 1)"
}

# The vendor's text, with names, addresses and certificate filled in. It names a dhparam.pem without which nginx does
# not start; making one is not what is measured. The lab's certificate is ECDSA, with which the vendor's suite fails.
seed() {
  [ -s "$folder/dhparam.pem" ] || openssl dhparam -dsaparam -out "$folder/dhparam.pem" 2048 2>/dev/null
  {
    # shellcheck disable=SC2016 # nginx's variables
    echo 'map $http_upgrade $seed_upgrade { default upgrade; "" close; }'
    echo "upstream seedApiServers {"
    for server in $servers; do echo "    server $server;"; done
    cat <<END
}
server {
    listen $seed_port ssl http2;
    listen [::]:$seed_port ssl http2;
    ssl_stapling on;
    ssl_stapling_verify on;
    server_name $api_domain;
    ssl_protocols TLSv1.2;
    ssl_prefer_server_ciphers on;
    ssl_ciphers "ECDHE-ECDSA-AES256-GCM-SHA384";
    ssl_ecdh_curve secp384r1;
    ssl_session_cache shared:SSL:10m;
    ssl_session_tickets off;
    ssl_dhparam $folder/dhparam.pem;
    ssl_certificate $certificate;
    ssl_certificate_key $key;
    client_max_body_size 200m;
    location / {
        proxy_pass http://seedApiServers;
        proxy_set_header Host \$host;
        proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for;
        proxy_set_header X-Real-IP \$remote_addr;
        proxy_set_header X-Forwarded-Proto "https";
        proxy_set_header X-Forwarded-Ssl "on";
        proxy_set_header Upgrade \$http_upgrade;
        proxy_set_header Connection \$seed_upgrade;
    }
}
END
  } >/etc/nginx/sites-enabled/bench-seed.conf
  if nginx -t -q 2>"$folder/nginx.log" && systemctl reload nginx; then
    echo "has seed"
  else
    rm -f /etc/nginx/sites-enabled/bench-seed.conf
    echo "lacks seed $(tail -n 1 "$folder/nginx.log")"
  fi
}

haproxy_() {
  has haproxy || return 0
  cat "$certificate" "$key" >"$folder/haproxy.pem"
  {
    cat <<END
global
    maxconn 8000
defaults
    mode http
    timeout connect 3s
    timeout client 120s
    timeout server 300s
    option forwardfor
frontend api
    bind :$haproxy_port ssl crt $folder/haproxy.pem alpn h2,http/1.1 ssl-min-ver TLSv1.2
    http-request set-header X-Forwarded-Proto https
    default_backend servers
backend servers
    balance roundrobin
END
    for server in $servers; do echo "    server ${server//[:.]/-} $server check inter 500ms"; done
  } >"$folder/haproxy.cfg"
  start haproxy "$haproxy_port" haproxy -db -f "$folder/haproxy.cfg"
}

caddy_() {
  has caddy || return 0
  cat >"$folder/Caddyfile" <<END
{
    admin off
    auto_https disable_redirects
    http_port 10080
    https_port $caddy_port
}
https://$api_domain:$caddy_port {
    tls $certificate $key
    reverse_proxy $servers {
        lb_policy round_robin
    }
}
END
  start caddy "$caddy_port" caddy run --config "$folder/Caddyfile" --adapter caddyfile
}

seed
haproxy_
caddy_
