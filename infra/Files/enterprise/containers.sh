# Brings the containers to the configured versions and settings; only those whose image or files changed are replaced.
# Standard input: the moment from which this server takes no new requests.

cd /opt/enginsight/enterprise

render_all

compose_up() {
  compose up -d "$@" </dev/null >/run/enginsight-compose.log 2>&1 || {
    echo "compose could not start the containers:" >&2
    tail -n 15 /run/enginsight-compose.log >&2
    exit 1
  }
}

# Compose sees neither that a container is paused, nor that it would not come back after a reboot.
unpause() {
  local ids
  mapfile -t ids < <(docker ps -q --filter label=com.docker.compose.project=enterprise --filter status=paused)
  [ ${#ids[@]} -eq 0 ] || docker unpause "${ids[@]}" >/dev/null
}

restart_always() {
  local id
  for id in $(docker ps -q --filter label=com.docker.compose.project=enterprise); do
    [ "$(docker inspect --format '{{.HostConfig.RestartPolicy.Name}}' "$id")" = always ] ||
      docker update --restart always "$id" >/dev/null
  done
}

echo "starting containers"
before=$(docker ps -q --no-trunc | sort)
unpause
compose_up --remove-orphans
mapfile -t old < <(stale)
[ ${#old[@]} -eq 0 ] || compose_up --no-deps --force-recreate "${old[@]}"
restart_always
[ "$before" != "$(docker ps -q --no-trunc | sort)" ] || echo "unchanged: containers"
