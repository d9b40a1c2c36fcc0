# As on a single load balancer.
source load-balancer/acme.check.sh
