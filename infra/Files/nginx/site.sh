# The site: upstreams, two TLS servers, and the redirect.

unbundle
mkdir -p "$stage/etc/nginx/sites-enabled"
ln -s ../sites-available/ngs.conf "$stage/etc/nginx/sites-enabled/ngs.conf"
try_staged
install_staged
if [ "$(readlink /etc/nginx/sites-enabled/ngs.conf)" != ../sites-available/ngs.conf ]; then
  ln -sfn ../sites-available/ngs.conf /etc/nginx/sites-enabled/ngs.conf
  changed=yes
fi
# Debian's default site holds port 80.
if [ -L /etc/nginx/sites-enabled/default ]; then
  rm /etc/nginx/sites-enabled/default
  changed=yes
fi
if [ -n "$changed" ] || ! systemctl is-active --quiet nginx; then reload; fi
