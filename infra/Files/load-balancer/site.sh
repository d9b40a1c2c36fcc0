# Opens the site.
source remote/address.sh
source remote/ownership.sh
source remote/places.sh
source load-balancer/nginx.sh
: "${nginx_site:?}" "${nginx_site_link:?}" "${address:?}" "${certificate:?}" "${api_domain:?}" "${app_domain:?}"

target=../sites-available/${nginx_site##*/}
# Debian's default site holds port 80.
default=/etc/nginx/sites-enabled/default

# True if a client that asks for this name gets the site's certificate. The address may be another machine's, before us.
is_served() {
  local at=127.0.0.1 got
  [ -z "$(ip -oneline address show to "$address")" ] || at=$(url_address "$address")
  got=$(timeout 10 openssl s_client -connect "$at:443" -servername "$1" </dev/null 2>/dev/null |
    openssl x509 -noout -fingerprint 2>/dev/null) || true
  [ "$got" = "$(openssl x509 -in "$certificate" -noout -fingerprint)" ]
}

mkdir -p "$files${nginx_site_link%/*}"
ln -s "$target" "$files$nginx_site_link"
try_staged "$default"
if [ "$(readlink "$nginx_site_link")" != "$target" ]; then
  ln -sfn "$target" "$nginx_site_link"
  changed=yes
fi
if [ -L "$default" ]; then
  rm "$default"
  changed=yes
fi
own site
if [ -n "$changed" ] || ! systemctl is-active --quiet nginx; then reload; fi

for name in "$api_domain" "$app_domain"; do
  is_served "$name" || {
    echo "nginx accepts the site, but does not serve $name with $certificate: does another site listen" \
      "on this VM's address itself? See: nginx -T | grep -n listen" >&2
    exit 1
  }
done
echo "serves $api_domain and $app_domain"
