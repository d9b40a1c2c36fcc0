# Stops and removes the containers. Files and images stay, so that a mistake can be undone.

cd /opt/enginsight/enterprise
compose down --remove-orphans </dev/null >/run/enginsight-compose.log 2>&1 || {
  tail -n 15 /run/enginsight-compose.log >&2
  exit 1
}
echo "stopped"
