# nginx on a VM of its own.
source remote/apt.sh
source remote/places.sh

if command -v dockerd >/dev/null || [ -S /var/run/docker.sock ]; then
  echo "Docker is installed on the load balancer's VM, and nginx and Docker's ports get in each other's way:" \
    "use a VM without Docker, or remove it first (apt-get purge docker.io docker-ce)" >&2
  exit 1
fi
apt_install nginx curl iproute2
mkdir -p "${nginx_servers:?}/apiServers" "$nginx_servers/appServers"

# Debian's 768 connections are used up by a few hundred agents, each of which holds two.
if grep -q 'worker_connections 768;' /etc/nginx/nginx.conf; then
  sed -i 's/worker_connections 768;/worker_connections 8192;/' /etc/nginx/nginx.conf
  echo "changed: worker_connections"
  if systemctl is-active --quiet nginx && nginx -t -q; then systemctl reload nginx; fi
fi
systemctl enable --quiet nginx
