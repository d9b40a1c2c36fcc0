# Compose as the VM has it: Docker's plugin, or Debian's docker-compose.

compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose "$@"
  else
    docker-compose "$@"
  fi
}
