# As on a single load balancer.
source load-balancer/certificate.check.sh
