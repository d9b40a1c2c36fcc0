# The site: upstreams, two TLS servers, and the redirect.
source remote/ownership.sh
source load-balancer/nginx.sh

link=/etc/nginx/sites-enabled/ngs.conf
# Debian's default site holds port 80.
default=/etc/nginx/sites-enabled/default
mkdir -p "$files${link%/*}"
ln -s ../sites-available/ngs.conf "$files$link"
try_staged "$default"
install_staged
if [ "$(readlink "$link")" != ../sites-available/ngs.conf ]; then
  mkdir -p "${link%/*}"
  ln -sfn ../sites-available/ngs.conf "$link"
  changed=yes
fi
if [ -L "$default" ]; then
  rm "$default"
  changed=yes
fi
own site
if [ -n "$changed" ] || ! systemctl is-active --quiet nginx; then reload; fi
