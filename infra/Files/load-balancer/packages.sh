# nginx on a VM of its own, with the Lua module that chooses the app servers.
source remote/apt.sh

if command -v dockerd >/dev/null || [ -S /var/run/docker.sock ]; then
  echo "Docker is installed on the load balancer's VM, and nginx and Docker's ports get in each other's way:" \
    "use a VM without Docker, or remove it first (apt-get purge docker.io docker-ce)" >&2
  exit 1
fi
# Debian's modules are made for Debian's nginx only, and the package says so by what it provides.
if is_installed nginx && [[ $(dpkg-query -W -f '${Provides}' nginx) != *nginx-abi-* ]]; then
  echo "nginx $(dpkg-query -W -f '${Version}' nginx) on the load balancer's VM is not Debian's, whose Lua module the" \
    "load balancer needs: remove it and its apt source (apt-get purge nginx), so that Debian's is installed" >&2
  exit 1
fi
apt_install nginx libnginx-mod-http-lua curl iproute2
systemctl enable --quiet nginx
