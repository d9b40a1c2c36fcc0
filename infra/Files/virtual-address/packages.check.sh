# As on a single load balancer.
source load-balancer/packages.check.sh
