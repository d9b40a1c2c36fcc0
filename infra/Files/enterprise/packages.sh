# Docker and compose. What the VM has stays: Debian's packages and Docker's own cannot stand side by side.
source remote/apt.sh
source remote/places.sh
source enterprise/insecure-registry.sh
source enterprise/live-restore.sh
source enterprise/subnets.sh

refuse_lost_neighbours
packages=(ca-certificates curl perl-base)
command -v docker >/dev/null || packages+=(docker.io)
if ! docker compose version >/dev/null 2>&1 && ! command -v docker-compose >/dev/null; then
  if is_installed docker-ce; then packages+=(docker-compose-plugin); else packages+=(docker-compose); fi
fi
apt_install "${packages[@]}"
# From Debian 13 on the engine merely recommends its client.
command -v docker >/dev/null || apt_install docker-cli
systemctl enable --now --quiet docker
live_restore
restart_dockerd
if [ -n "$insecure_registry" ]; then allow_insecure; fi
mkdir -p "${enterprise:?}"
