# The images of a lab's app server and services VM on this machine: images.sh take|remove LAB.
set -euo pipefail

vms=("$2-app1" "$2-services")
kept=/run/$2-images
case $1 in
take)
  for vm in "${vms[@]}"; do
    docker exec "$vm" docker images --format '{{.Repository}}:{{.Tag}}' >>"$kept"
    docker exec "$vm" bash -c 'docker images --format "{{.Repository}}:{{.Tag}}" | xargs docker save' |
      docker load --quiet
  done
  ;;
remove)
  if [ -e "$kept" ]; then xargs docker rmi <"$kept" >/dev/null; fi
  rm -f "$kept"
  ;;
esac
