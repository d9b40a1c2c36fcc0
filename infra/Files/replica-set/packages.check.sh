# The firewall's files, and its unit.
source remote/report.sh

check_staged
check_unit enginsight-firewall enabled
check_unit enginsight-firewall active
