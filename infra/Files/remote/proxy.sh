# Makes the site's HTTP proxy known: to apt and certbot by the file, to services by a drop-in of their units.
source remote/files.sh
source remote/ownership.sh
source remote/through-proxy.sh

install_staged
own proxy
if [ -n "$changed" ]; then systemctl daemon-reload; fi
restart_dockerd
