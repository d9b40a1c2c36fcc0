# The link that opens the site.
source remote/places.sh
source remote/report.sh
: "${nginx_site:?}" "${nginx_site_link:?}"

target=../sites-available/${nginx_site##*/}
if [ "$(readlink "$nginx_site_link")" = "$target" ]; then
  ok "$nginx_site_link"
elif [ -e "$nginx_site_link" ] || [ -L "$nginx_site_link" ]; then
  drift "$nginx_site_link" "is not the link to $target"
else
  drift "$nginx_site_link" "is missing"
fi
if [ -L /etc/nginx/sites-enabled/default ]; then
  drift "/etc/nginx/sites-enabled/default" "is there, and takes port 80"
else
  ok "no default site"
fi
