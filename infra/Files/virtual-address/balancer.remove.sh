# As on a single load balancer.
source load-balancer/balancer.remove.sh
