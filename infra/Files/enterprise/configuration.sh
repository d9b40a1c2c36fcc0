# The files of the installation that hold no secret. Running containers do not see them before they are replaced.
source remote/files.sh
source remote/places.sh
source enterprise/compose.sh

CONFIG_SHA256=- ENVIRONMENT_SHA256=- compose -f "${files:?}${enterprise:?}/docker-compose.yml" config --quiet
install_staged
