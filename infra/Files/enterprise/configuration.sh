# The files of the installation that hold no secret. Running containers do not see them before they are replaced.
source remote/files.sh
source remote/places.sh
source enterprise/compose.sh

# Docker would make an empty folder of what is not there.
for mount in ${mounts-}; do
  [ -e "$mount" ] || {
    echo "$mount is not on this VM: put it there, or take it out of containers.*.volumes; nothing was changed" >&2
    exit 1
  }
done
CONFIG_SHA256=- ENVIRONMENT_SHA256=- compose -f "${files:?}${enterprise:?}/docker-compose.yml" config --quiet
install_staged
