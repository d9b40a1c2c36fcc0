# A single server that has become an app server runs the services, too. They stop before the services VM starts its own,
# so that no mail is sent twice. services: their names.
# No check: there is nothing that could come back.
: "${services:?}"

systemctl is-active --quiet docker || exit 0
for service in $services; do
  for id in $(docker ps -aq --filter label=com.docker.compose.project=enterprise \
    --filter "label=com.docker.compose.service=$service"); do
    docker stop "$id" >/dev/null
    docker rm "$id" >/dev/null
    echo "stopped: $service"
  done
done
