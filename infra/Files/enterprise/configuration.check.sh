# The files of the installation that hold no secret.
source remote/report.sh

check_staged
