# Paths of the virtual address, beside those of remote/places.sh. The program reads this file too.
# shellcheck disable=SC2034 # used where this file is sourced

keepalived_conf=/etc/keepalived/keepalived.conf
# What is not 0 keeps the address away from this VM: one is written by nginx's unit, the other before a change.
keepalived_stopped=/run/enginsight/stopped
keepalived_leaving=/run/enginsight/leaving
# There from the moment in which this VM has the address until it leaves again, or keepalived ends.
keepalived_here=/run/enginsight/address-here
