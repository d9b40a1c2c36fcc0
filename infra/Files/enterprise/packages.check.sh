# Docker runs, and containers outlive it.
source remote/report.sh
source enterprise/insecure-registry.sh
source enterprise/live-restore.sh

check_unit docker enabled
check_unit docker active
systemctl is-active --quiet docker || exit 0
if outlives || in_swarm; then
  ok "live-restore"
else
  drift "live-restore" "is off: an upgrade of Docker stops all containers"
fi
if [ -z "$insecure_registry" ]; then
  :
elif is_insecure; then
  ok "registry $insecure_registry"
else
  drift "registry $insecure_registry" "is not one that dockerd talks http to"
fi
