# nginx and its module, while the other load balancer is asked: a package may restart what it comes to.
source virtual-address/away.sh

move_away
source load-balancer/packages.sh
