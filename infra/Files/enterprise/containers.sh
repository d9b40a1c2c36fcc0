# Brings the containers to the configured versions and settings, only those whose image or files changed, and waits
# until they work. health: answering, for what clients call, or running, for services that call others.
source remote/ownership.sh
source remote/places.sh
source enterprise/compose.sh
source enterprise/render.sh
source enterprise/health.sh
source enterprise/old-images.sh
: "${health:?}" "${health_seconds:?}"

cd "${enterprise:?}"

# Compose sees neither that a container is paused, nor that it would not come back after a reboot.
unpause() {
  local ids
  mapfile -t ids < <(containers --filter status=paused)
  [ ${#ids[@]} -eq 0 ] || docker unpause "${ids[@]}" >/dev/null
}

restart_always() {
  local id
  for id in $(containers); do
    [ "$(docker inspect --format '{{.HostConfig.RestartPolicy.Name}}' "$id")" = always ] ||
      docker update --restart always "$id" >/dev/null
  done
}

# A single server's own reverse proxy holds port 80. It serves until this moment, and again if the containers do not
# come up.
stop_nginx() {
  systemctl is-active --quiet nginx || systemctl is-enabled --quiet nginx 2>/dev/null || return 0
  trap 'systemctl enable --now --quiet nginx' EXIT
  systemctl disable --now --quiet nginx
  echo "changed: nginx stopped and disabled"
}

render_all
echo "starting containers"
before=$(docker ps -q --no-trunc | sort)
[ "$health" != answering ] || stop_nginx
unpause
compose_up --remove-orphans
mapfile -t old < <(stale)
[ ${#old[@]} -eq 0 ] || compose_up --no-deps --force-recreate "${old[@]}"
restart_always
own containers
[ "$before" != "$(docker ps -q --no-trunc | sort)" ] || echo "unchanged: containers"
case $health in
answering) wait_answering ;;
running) wait_running ;;
esac
trap - EXIT
remove_old_images
