# The proxy is known, and dockerd goes through it.
source remote/report.sh
source remote/through-proxy.sh

# shellcheck disable=SC2034 # the file may hold a password
secret=yes
check_staged
if dockerd_is_current; then
  ok "dockerd's proxy"
else
  drift "dockerd's proxy" "is another than that of $proxy_environment, or none: systemctl restart docker"
fi
