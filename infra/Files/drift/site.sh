# The site, its links, and that nginx runs. servers: names of all app servers.

unbundle
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
for file in /etc/nginx/enginsight/{api,app}Servers/*.conf; do
  server=${file##*/}
  grep -qxF "${server%.conf}" <<<"$servers" || [ ! -e "$file" ] || printf 'extra\t%s\n' "$file"
done
check_unit nginx active
