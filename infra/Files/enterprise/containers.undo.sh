# Stops and removes the containers. Files and images stay, so that a mistake can be undone.
source remote/ownership.sh
source remote/places.sh
source enterprise/compose.sh

owned containers || exit 0
cd "${enterprise:?}"
compose down --remove-orphans </dev/null >"$compose_log" 2>&1 || {
  # Docker does not give a network back while somebody else's container is in it, or one that it forgot to sign off.
  if [ -n "$(containers --all)" ]; then
    tail -n 15 "$compose_log" >&2
    exit 1
  fi
  echo "left in place: a network that Docker takes to be in use"
}
forsake containers
echo "stopped"
