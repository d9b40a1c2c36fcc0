# The service that notices an app server that is cut off.
source remote/report.sh

check_staged
check_unit enginsight-watch enabled
check_unit enginsight-watch active
