# Port 80 for the CA; and the certificate itself, where it has to be there.
source remote/places.sh
source remote/report.sh
source load-balancer/fit-ipv6.sh
source load-balancer/lineage.sh
: "${required:?}" "${nginx_certificate:?}"

fit_ipv6
check_staged
[ "$required" = yes ] || exit 0
check_unit certbot.timer enabled
name=$(lineage)
if ! is_kept "$name"; then
  drift "$letsencrypt/live/$name" "is not a valid certificate for both names that certbot renews by port 80"
elif [ "$(readlink "$nginx_certificate")" != "$letsencrypt/live/$name/fullchain.pem" ]; then
  drift "$nginx_certificate" "does not lead to $letsencrypt/live/$name/fullchain.pem"
else
  ok "$letsencrypt/live/$name"
fi
