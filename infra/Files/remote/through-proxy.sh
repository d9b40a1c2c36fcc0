# The site's HTTP proxy, where there is one.
source remote/places.sh
: "${proxy_environment:?}"

# Runs a command that asks for something outside.
through_proxy() (
  if [ -e "$proxy_environment" ]; then
    set -a
    # shellcheck source=/dev/null
    source "$proxy_environment"
  fi
  exec "$@"
)

# True if dockerd, where this stack has a say in it and it runs, has the environment that it would start with now.
dockerd_is_current() {
  local pid
  systemctl is-active --quiet docker && [ -e /etc/systemd/system/docker.service.d/enginsight-proxy.conf ] || return 0
  pid=$(systemctl show docker -p MainPID --value)
  cmp -s <(tr '\0' '\n' <"/proc/$pid/environ" | grep -E '^(https?|no|HTTPS?|NO)_(proxy|PROXY)=' | sort) \
    <(sort "$proxy_environment" 2>/dev/null)
}

# Containers outlive it, or there are none; else whoever stops them one day brings it about.
restart_dockerd() {
  if dockerd_is_current; then return; fi
  if [ -z "$(docker ps -q)" ] || [ "$(docker info --format '{{.LiveRestoreEnabled}}')" = true ]; then
    systemctl restart docker
    echo "restarted: docker, for the proxy"
  else
    echo "warning: dockerd takes the proxy when it starts anew, which would stop this VM's containers now"
  fi
}
