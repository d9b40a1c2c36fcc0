# Brings the containers to the configured versions and settings, only those whose image or files changed, and waits
# until they work. health: answering, for what clients call, or running, for services that call others.
source remote/ownership.sh
source enterprise/bring-up.sh
source enterprise/health.sh
source enterprise/held-ports.sh
source enterprise/old-images.sh
source enterprise/other-database.sh
: "${health:?}" "${health_seconds:?}"

cd "${enterprise:?}"

# A single server's own reverse proxy holds port 80. It serves until this moment, and again if the containers do not
# come up.
stop_nginx() {
  systemctl is-active --quiet nginx || systemctl is-enabled --quiet nginx 2>/dev/null || return 0
  trap 'systemctl enable --now --quiet nginx' EXIT
  systemctl disable --now --quiet nginx
  echo "changed: nginx stopped and disabled"
}

[ "$health" != answering ] || refuse_held_ports
render_all
echo "starting containers"
before=$(docker ps -q --no-trunc | sort)
[ "$health" != answering ] || stop_nginx
bring_up
own containers
[ "$before" != "$(docker ps -q --no-trunc | sort)" ] || echo "unchanged: containers"
case $health in
answering) wait_answering ;;
running) wait_running ;;
esac
trap - EXIT
rm -f "$unfinished" "$moving"
remove_old_images
