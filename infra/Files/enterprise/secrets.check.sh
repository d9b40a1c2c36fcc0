# The files that hold secrets.
source remote/report.sh

secret=yes
check_staged
