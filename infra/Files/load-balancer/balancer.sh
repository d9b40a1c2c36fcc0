# Everything of the site but the link that opens it: a site that is open goes on with it.
source load-balancer/nginx.sh
source load-balancer/site-files.sh
source load-balancer/takeover.sh
: "${nginx_site_link:?}" "${nginx_servers:?}" "${api_domain:?}" "${app_domain:?}"

refuse() {
  echo "$*; nothing was touched" >&2
  exit 1
}

fit_staged
[ -e "$nginx_servers" ] || stage_file "$nginx_servers" 0644 "$(former_servers)"
# What is tested is the open site, without Debian's default one, which holds port 80.
mkdir -p "$files${nginx_site_link%/*}"
ln -s "../sites-available/${nginx_site##*/}" "$files$nginx_site_link"
gone=(/etc/nginx/sites-enabled/default)
[ -e "$files${nginx_acme:?}" ] || gone+=("$nginx_acme")
try_staged "${gone[@]}" || {
  ! grep -q 'unknown directive "lua' "$stage/said" ||
    echo "nginx.conf loads no modules: add 'include /etc/nginx/modules-enabled/*.conf;' to its top" >&2
  exit 1
}
grep -qF "# configuration file $nginx_site_link:" "$stage/dump" ||
  refuse "nginx.conf includes no sites: add 'include /etc/nginx/sites-enabled/*;' to its http block"
for name in "$api_domain" "$app_domain"; do
  ! grep -qF "conflicting server name \"$name\"" "$stage/said" ||
    refuse "another site of nginx serves $name already: see nginx -T | grep -n 'server_name.*$name', and disable it"
done

install_staged
[ -e "$files$nginx_acme" ] || rm -f "$nginx_acme"
if [ -e "$nginx_site_link" ] && [ -n "$changed" ]; then reload; fi
rm -rf "${former_places[@]}"
