# As on a single load balancer.
source load-balancer/certificate.undo.sh
