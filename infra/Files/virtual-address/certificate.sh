# Certificate and key, while the other load balancer is asked.
source virtual-address/away.sh

move_away
source load-balancer/certificate.sh
