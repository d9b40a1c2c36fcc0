# Certificate and key.
source remote/report.sh

secret=yes
check_staged
