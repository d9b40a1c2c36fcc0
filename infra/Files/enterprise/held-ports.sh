# Whoever else holds the ports of the containers would keep the new ones from starting, when the old ones are gone.
source enterprise/compose.sh
: "${ui_port:?}" "${api_port:?}"

# nginx gives way by itself; Docker's own listeners are looked at as containers.
refuse_held_ports() {
  local port holder
  for port in "$ui_port" "$api_port"; do
    holder=$(ss -Hltnp "sport = :$port" 2>/dev/null | sed -n 's/.*users:((\("[^"]*",pid=[0-9]*\).*/\1/p' |
      grep -vE '^"(nginx|docker-proxy)"' | sed -n 1p) || true
    [ -n "$holder" ] || holder=$(foreign_containers "$port")
    [ -z "$holder" ] || {
      echo "port $port is held by $holder, so that the containers could not start; nothing was changed here. Stop it," \
        "and keep it from starting with the VM, when its clients may be refused; then type the same again" >&2
      exit 1
    }
  done
}

foreign_containers() {
  # shellcheck disable=SC2119 # no option means those that run
  comm -23 <(docker ps -q --filter "publish=$1" | sort) <(containers | sort) |
    xargs -r docker inspect --format 'container {{.Name}}' | sed -n 1p
}
