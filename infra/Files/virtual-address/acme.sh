# A certificate by ACME, while the other load balancer is asked: also by the CA, which it sends on to this one.
source virtual-address/away.sh

move_away
source load-balancer/acme.sh
