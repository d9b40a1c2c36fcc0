# As on a single load balancer.
source load-balancer/balancer.check.sh
