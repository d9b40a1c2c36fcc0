# One app server's place in the two upstreams.
source remote/report.sh
source load-balancer/servers.sh

stage_server "$address" "$taking"
check_staged
