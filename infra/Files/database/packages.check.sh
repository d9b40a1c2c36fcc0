# The firewall script, and the services of the packages.
source remote/report.sh

check_staged
if systemctl cat redis-server >/dev/null 2>&1; then ok "redis-server"; else drift "redis-server" "is not installed"; fi
# Whether it is active means nothing: it ends once it has loaded the rules.
check_unit netfilter-persistent enabled
