# Docker and compose. What the VM has stays: Debian's packages and Docker's own cannot stand side by side.

packages=(ca-certificates curl perl-base)
command -v docker >/dev/null || packages+=(docker.io)
if ! docker compose version >/dev/null 2>&1 && ! command -v docker-compose >/dev/null; then
  if is_installed docker-ce; then packages+=(docker-compose-plugin); else packages+=(docker-compose); fi
fi
apt_install "${packages[@]}"
systemctl enable --now --quiet docker

# A cloned app server brings the old reverse proxy along, which holds port 80.
if systemctl is-active --quiet nginx || systemctl is-enabled --quiet nginx 2>/dev/null; then
  systemctl disable --now --quiet nginx
  echo "changed: nginx stopped and disabled"
fi
mkdir -p /opt/enginsight/enterprise
