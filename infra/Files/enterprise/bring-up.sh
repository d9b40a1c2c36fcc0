# Brings the containers to what the files on this VM say, only those whose image or files changed.
source remote/places.sh
source enterprise/compose.sh
source enterprise/ran-here.sh
source enterprise/render.sh
: "${enterprise:?}"

# Here while containers are being changed, and after that failed: the server takes no requests then.
unfinished=/var/lib/enginsight/unfinished

bring_up() {
  local old
  mkdir -p "${unfinished%/*}"
  touch "$unfinished"
  containers --all | xargs -r docker inspect --format '{{.Config.Image}}' | remember
  unpause
  stop_orphans
  compose_up --remove-orphans
  mapfile -t old < <(stale)
  [ ${#old[@]} -eq 0 ] || compose_up --no-deps --force-recreate "${old[@]}"
  restart_always
  old_tls | xargs -r rm
}

# Compose sees neither that a container is paused, nor that it would not come back after a reboot.
unpause() {
  local ids
  mapfile -t ids < <(containers --filter status=paused)
  [ ${#ids[@]} -eq 0 ] || docker unpause "${ids[@]}" >/dev/null
}

# Containers of services that are no longer in the file, because this VM has another role now. docker-compose kills them;
# server-m2 has clients to say goodbye to, and the services have jobs to end.
stop_orphans() {
  local id service services orphans=()
  services=$(compose config --services)
  # shellcheck disable=SC2119 # no option means those that run
  for id in $(containers); do
    service=$(docker inspect --format '{{index .Config.Labels "com.docker.compose.service"}}' "$id")
    grep -qxF "$service" <<<"$services" || orphans+=("$id")
  done
  [ ${#orphans[@]} -eq 0 ] || docker stop "${orphans[@]}" >/dev/null
}

restart_always() {
  local id
  # shellcheck disable=SC2119 # no option means those that run
  for id in $(containers); do
    [ "$(docker inspect --format '{{.HostConfig.RestartPolicy.Name}}' "$id")" = always ] ||
      docker update --restart always "$id" >/dev/null
  done
}
