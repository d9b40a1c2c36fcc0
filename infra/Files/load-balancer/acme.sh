# A certificate for both names by ACME, got and renewed by Debian's certbot. Port 80 is open for the CA's question
# before the rest of the site is. required=no leaves out what cannot be had yet, because the names may lead here only
# once all else has been brought up; with yes it has to be there.
source remote/apt.sh
source remote/places.sh
source load-balancer/fit-ipv6.sh
source load-balancer/nginx.sh
source load-balancer/lineage.sh
: "${email:?}" "${required:?}" "${address:?}" "${nginx_site:?}" "${nginx_certificate:?}" "${nginx_key:?}"

trusted=/usr/local/share/ca-certificates/enginsight-acme.crt
certbot_log=/var/log/enginsight-infra-certbot.log

open_port_80() {
  mkdir -p "$acme_webroot"
  fit_ipv6
  try_staged
  install_staged
  if [ -e "$trusted" ] && [ ! -e "$files$trusted" ]; then rm "$trusted" && changed=yes; fi
  if [ -n "$changed" ]; then
    update-ca-certificates >/dev/null 2>&1
    reload
  fi
}

# True if what is asked of both names on port 80 comes here, as far as this VM can tell.
leads_here() {
  local domain probe=enginsight-$RANDOM$RANDOM folder=.well-known/acme-challenge
  mkdir -p "$acme_webroot/$folder"
  echo "$probe" >"$acme_webroot/$folder/$probe"
  for domain in "$app_domain" "$api_domain"; do
    [ "$(curl --silent --noproxy '*' --max-time 5 "http://$domain/$folder/$probe")" = "$probe" ] || break
    domain=
  done
  rm "$acme_webroot/$folder/$probe"
  [ -z "$domain" ]
}

# get NAME: certbot's own words go into its log; $why has the CA's.
get() {
  local again=(--keep-until-expiring)
  # certbot keeps how a lineage is renewed, until it is got anew: by a web server that may not run here any more.
  if [ -e "$letsencrypt/renewal/$1.conf" ]; then again=(--force-renewal); fi
  through_proxy certbot certonly --non-interactive --agree-tos --no-eff-email --email "$email" --server "$acme_server" \
    --webroot --webroot-path "$acme_webroot" --cert-name "$1" --domain "$app_domain" --domain "$api_domain" \
    --renew-with-new-domains --key-type "$key_type" "${again[@]}" </dev/null >"$certbot_log" 2>&1 && return
  why=$(sed -nE 's/^ *(Domain|Detail): */ /p' "$certbot_log" | tr -d '\n')
  [ -n "$why" ] ||
    why=$(grep -vE '^[[:space:]]*$|^Ask for help|^See the logfile' "$certbot_log" | tail -n 2 | tr '\n' ' ')
  return 1
}

# serve CHAIN KEY: nginx's two files lead there.
serve() {
  [ "$(readlink "$nginx_certificate") $(readlink "$nginx_key")" != "$1 $2" ] || return 0
  mkdir -p "$files${nginx_certificate%/*}" "${nginx_certificate%/*}"
  ln -sfn "$1" "$files$nginx_certificate"
  ln -sfn "$2" "$files$nginx_key"
  try_staged
  cp -dfT "$files$nginx_key" "$nginx_key.new" && mv -fT "$nginx_key.new" "$nginx_key"
  cp -dfT "$files$nginx_certificate" "$nginx_certificate.new" && mv -fT "$nginx_certificate.new" "$nginx_certificate"
  echo "changed: $nginx_certificate leads to $1"
}

# What the site has served until now goes on; where there is nothing, clients are told that this is no certificate yet.
serve_meanwhile() {
  local chain key
  if [ -r "$nginx_certificate" ] && [ -r "$nginx_key" ]; then return; fi
  chain=$(sed -n 's/^ *ssl_certificate \(.*\);$/\1/p' "$nginx_site" 2>/dev/null | sed -n 1p)
  key=$(sed -n 's/^ *ssl_certificate_key \(.*\);$/\1/p' "$nginx_site" 2>/dev/null | sed -n 1p)
  if [ ! -r "$chain" ] || [ ! -r "$key" ]; then
    chain=/etc/nginx/ssl/placeholder.pem
    key=/etc/nginx/ssl/placeholder-key.pem
    mkdir -p /etc/nginx/ssl
    (umask 077 && openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=not issued yet" \
      -addext "subjectAltName=DNS:$app_domain,DNS:$api_domain" -keyout "$key" -out "$chain" 2>/dev/null)
  fi
  serve "$chain" "$key"
}

apt_install certbot ca-certificates curl openssl
open_port_80
name=$(lineage)
why="$app_domain and $api_domain do not both lead to this VM"
if is_kept "$name"; then
  echo "unchanged: $letsencrypt/live/$name"
elif { [ "$required" = yes ] || leads_here; } && get "$name"; then
  echo "issued: $letsencrypt/live/$name by $acme_server"
  why=
fi
systemctl enable --now --quiet certbot.timer

live=$letsencrypt/live/$name
if [ "$(names_of "$live/fullchain.pem")" = "$(wanted_names)" ]; then
  serve "$live/fullchain.pem" "$live/privkey.pem"
else
  serve_meanwhile
fi
if [ -e "${nginx_site_link:?}" ]; then reload; fi
is_kept "$name" || {
  said="$acme_server has issued no certificate: $why"
  if [ "$required" = yes ]; then
    echo "$said. Everything else is done, and $(openssl x509 -in "$nginx_certificate" -noout -subject) is served" \
      "until then: let both names lead to $address, open port 80 for the CA, and type ./scripts/up again" >&2
    exit 1
  fi
  echo "$said; it is asked again once the site is open"
}
