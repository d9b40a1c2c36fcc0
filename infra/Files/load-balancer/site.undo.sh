# Takes the site off; nginx and its other sites stay.
source remote/ownership.sh
source load-balancer/nginx.sh

owned site || exit 0
rm -f /etc/nginx/sites-enabled/ngs.conf
forsake site
reload
