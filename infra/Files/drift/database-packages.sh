# The firewall script, and the services of the packages.

unbundle
check_staged
check_unit redis-server enabled
# Whether it is active means nothing: it ends once it has loaded the rules.
check_unit netfilter-persistent enabled
