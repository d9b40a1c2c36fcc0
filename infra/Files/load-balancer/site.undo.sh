# Takes the site off; nginx and its other sites stay.
source remote/ownership.sh
source remote/places.sh
source load-balancer/nginx.sh
: "${nginx_site_link:?}"

owned site || exit 0
rm -f "$nginx_site_link" "${nginx_acme:?}"
forsake site
reload
