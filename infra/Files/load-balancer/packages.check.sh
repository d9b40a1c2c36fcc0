# nginx is installed, and starts with the VM.
source remote/report.sh

check_unit nginx enabled
