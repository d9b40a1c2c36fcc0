# The site's files, while the other load balancer is asked.
source virtual-address/away.sh

move_away
source load-balancer/balancer.sh
