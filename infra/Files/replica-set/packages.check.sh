# The firewall's files, and its unit.
source remote/report.sh
source database/mongod-unit.sh

fit_mongod
check_staged
check_unit enginsight-firewall enabled
check_unit enginsight-firewall active
