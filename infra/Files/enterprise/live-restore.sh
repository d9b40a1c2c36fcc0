# Containers outlive dockerd: an upgrade of Docker, which comes by itself to all VMs in the same hour, restarts none.
source remote/wait.sh

daemon_json=/etc/docker/daemon.json

outlives() { [ "$(docker info --format '{{.LiveRestoreEnabled}}' 2>/dev/null)" = true ]; }

live_restore() {
  if outlives || grep -qs live-restore "$daemon_json" || in_swarm; then return; fi
  mkdir -p "${daemon_json%/*}"
  [ -s "$daemon_json" ] || echo '{}' >"$daemon_json"
  cp -p "$daemon_json" "$daemon_json.before"
  cp -p "$daemon_json" "$daemon_json.new"
  perl -0pe 's/\{(\s*)(\}?)/"{\n  \"live-restore\": true" . ($2 ? "\n}" : ",$1")/e' "$daemon_json" >"$daemon_json.new"
  mv -f "$daemon_json.new" "$daemon_json"
  systemctl reload docker
  if wait_until 10 outlives; then
    rm "$daemon_json.before"
    echo "changed: $daemon_json"
  else
    mv -f "$daemon_json.before" "$daemon_json"
    systemctl reload docker
    echo "left as it was: $daemon_json, with which dockerd does not take live-restore"
  fi
}

# dockerd does not start with both.
in_swarm() { [ "$(docker info --format '{{.Swarm.LocalNodeState}}' 2>/dev/null)" != inactive ]; }
