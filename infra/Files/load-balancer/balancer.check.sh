# The site's files, servers in the upstreams that no step knows of, and that nginx runs.
source remote/ownership.sh
source remote/report.sh
source load-balancer/site-files.sh
: "${nginx_servers:?}"

fit_staged
check_staged
while read -r address _; do
  [ -z "$address" ] || [ -n "$(owner "upstream/$address")" ] || extra "$nginx_servers:$address"
done < <(cat "$nginx_servers" 2>/dev/null)
check_unit nginx active
