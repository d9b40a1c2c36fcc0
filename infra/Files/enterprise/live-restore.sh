# Containers outlive dockerd: an upgrade of Docker, which comes by itself to all VMs in the same hour, restarts none.
source enterprise/daemon-json.sh

outlives() { [ "$(docker info --format '{{.LiveRestoreEnabled}}' 2>/dev/null)" = true ]; }

live_restore() {
  if outlives || grep -qs live-restore "$daemon_json" || in_swarm; then return; fi
  set_daemon '"live-restore": true' outlives ||
    echo "left as it was: $daemon_json, with which dockerd does not take live-restore"
}

# dockerd does not start with both.
in_swarm() { [ "$(docker info --format '{{.Swarm.LocalNodeState}}' 2>/dev/null)" != inactive ]; }
