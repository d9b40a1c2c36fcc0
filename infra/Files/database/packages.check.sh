# The firewall's files, and the services of the packages.
source remote/report.sh
source database/mongod-unit.sh

fit_mongod
check_staged
if systemctl cat redis-server >/dev/null 2>&1; then ok "redis-server"; else drift "redis-server" "is not installed"; fi
check_unit enginsight-firewall enabled
check_unit enginsight-firewall active
