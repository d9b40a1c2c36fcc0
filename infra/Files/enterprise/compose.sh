# Compose as the VM has it, Docker's plugin or Debian's docker-compose, and the containers of its project.

compose_log=/run/enginsight-compose.log

compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose "$@"
  else
    docker-compose "$@"
  fi
}

compose_up() {
  compose up -d "$@" </dev/null >"$compose_log" 2>&1 || {
    echo "compose could not start the containers:" >&2
    tail -n 15 "$compose_log" >&2
    exit 1
  }
}

# Ids of the project's containers that run; with options of docker ps, of others.
containers() { docker ps -q --filter label=com.docker.compose.project=enterprise "$@"; }
