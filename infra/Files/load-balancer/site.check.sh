# The site, its links, servers in the upstreams that nobody knows of, and that nginx runs.
source remote/ownership.sh
source remote/places.sh
source remote/report.sh

check_staged
link=/etc/nginx/sites-enabled/ngs.conf
if [ "$(readlink "$link")" = ../sites-available/ngs.conf ]; then
  ok "$link"
elif [ -e "$link" ] || [ -L "$link" ]; then
  drift "$link" "is not the link to ../sites-available/ngs.conf"
else
  drift "$link" "is missing"
fi
if [ -L /etc/nginx/sites-enabled/default ]; then
  drift "/etc/nginx/sites-enabled/default" "is there, and takes port 80"
else
  ok "no default site"
fi
for file in "${nginx_servers:?}"/{api,app}Servers/*.conf; do
  place=${file##*/}
  [ ! -e "$file" ] || [ -n "$(owner "upstream/${place%.conf}")" ] || extra "$file"
done
check_unit nginx active
