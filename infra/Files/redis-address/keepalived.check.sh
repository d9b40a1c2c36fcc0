# keepalived's files, and that it runs.
source remote/report.sh
source virtual-address/fit.sh

fit_staged
check_staged
check_unit keepalived enabled
check_unit keepalived active
