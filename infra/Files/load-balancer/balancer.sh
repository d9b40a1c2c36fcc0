# Everything of the site but the link that opens it: a site that is open goes on with it, and one that somebody has made
# by hand is replaced by it.
source remote/places.sh
source load-balancer/by-hand.sh
source load-balancer/nginx.sh
source load-balancer/site-files.sh
source load-balancer/takeover.sh
: "${nginx_site_link:?}" "${nginx_servers:?}" "${api_domain:?}" "${app_domain:?}"

refuse() {
  echo "$*; nothing was touched" >&2
  exit 1
}

# Whom requests go to where there is no list yet: as the version before had it, or whoever set the VM up by hand.
stage_servers() {
  local servers
  servers=$(former_servers) || true # pipefail: most VMs have no such files
  if [ -z "$servers" ] && [ -n "$is_by_hand" ]; then
    servers=$(servers_by_hand "$stage/live")
    [ -n "$servers" ] || refuse "nginx serves $api_domain and $app_domain already" \
      "(${by_hand[*]:-$nginx_site_link}), and it does not say there whom it asks on both $ui_port and $api_port. Write" \
      "the app servers' addresses into $nginx_servers, a line 'ADDRESS in' each, so that they go on serving"
  fi
  stage_file "$nginx_servers" 0644 "$servers"
}

fit_staged
nginx -T >"${stage:?}/live" 2>/dev/null || true
mapfile -t by_hand < <(sites_by_hand "$stage/live")
is_by_hand=
if [ ${#by_hand[@]} -gt 0 ] || is_site_by_hand; then is_by_hand=yes; fi
[ -e "$nginx_servers" ] || stage_servers
# What is tested is the open site, without Debian's default one, which holds port 80.
mkdir -p "$files${nginx_site_link%/*}"
ln -s "../sites-available/${nginx_site##*/}" "$files$nginx_site_link"
gone=(/etc/nginx/sites-enabled/default "${by_hand[@]}")
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

! is_site_by_hand || cp -p "$nginx_site_link" "$nginx_site.by-hand"
install_staged
[ -e "$files$nginx_acme" ] || rm -f "$nginx_acme"
if [ -n "$is_by_hand" ]; then
  ln -sfn "../sites-available/${nginx_site##*/}" "$nginx_site_link"
  for site in "${by_hand[@]}"; do put_away "$site"; done
  reload
elif [ -e "$nginx_site_link" ] && [ -n "$changed" ]; then
  reload
fi
rm -rf "${former_places[@]}"
