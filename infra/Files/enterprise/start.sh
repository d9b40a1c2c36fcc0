# Starts the containers of a server that runs none yet, so that new servers start side by side: ui-m1 builds itself for
# minutes. One that serves already waits for its turn.
# No check: the containers step has it.
source remote/places.sh
source enterprise/compose.sh
source enterprise/render.sh

cd "${enterprise:?}"
if [ -n "$(containers --all)" ] || systemctl is-active --quiet nginx; then
  echo "unchanged: containers"
  exit 0
fi
render_all
compose_up --remove-orphans
echo "containers start"
