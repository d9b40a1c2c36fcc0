# One app server's place in the upstreams.
source remote/report.sh
source load-balancer/servers.sh

case $(state_of "$address") in
in) ok "$address in $nginx_servers" ;;
out) drift "$address in $nginx_servers" "is out: it gets no requests" ;;
*) drift "$address in $nginx_servers" "is missing" ;;
esac
