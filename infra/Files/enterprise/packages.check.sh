# Docker runs.
source remote/report.sh

check_unit docker enabled
check_unit docker active
