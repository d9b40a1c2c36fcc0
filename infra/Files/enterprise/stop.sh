# Stops and removes the containers. Files and images stay, so that a mistake can be undone.

cd /opt/enginsight/enterprise
compose down --remove-orphans </dev/null >/run/enginsight-compose.log 2>&1 || {
  # Docker does not give a network back while somebody else's container is in it, or one that it forgot to sign off.
  if [ -n "$(docker ps -aq --filter label=com.docker.compose.project=enterprise)" ]; then
    tail -n 15 /run/enginsight-compose.log >&2
    exit 1
  fi
  echo "left in place: a network that Docker takes to be in use"
}
echo "stopped"
