# Docker runs, and containers outlive it.
source remote/report.sh
source enterprise/live-restore.sh

check_unit docker enabled
check_unit docker active
systemctl is-active --quiet docker || exit 0
if outlives || in_swarm; then
  ok "live-restore"
else
  drift "live-restore" "is off: an upgrade of Docker stops all containers"
fi
