# Logs in to the registry and fetches the images while the old containers still run.
: "${registry:?}" "${images:?}" "${stage:?}"

# The login goes when this script ends: nothing else on the VM needs it.
log_in() {
  local password said
  password=$(secret registry_password)
  export DOCKER_CONFIG=$stage/docker
  said=$(docker login --username "$username" --password-stdin "$registry" <<<"$password" 2>&1 >/dev/null) || {
    said=$(grep -v '^WARNING' <<<"${said//"$password"/[secret]}" | tr '\n' ' ' | cut -c 1-400)
    echo "docker login at $registry failed for user '$username' (registry.username, registry.password): $said" >&2
    exit 1
  }
  forget_own_login "$(printf '%s:%s' "$username" "$password" | base64 -w 0)"
}

# The version before left it on the VM. Somebody else's stays.
forget_own_login() {
  local config=${HOME:-/root}/.docker/config.json
  [ -e "$config" ] && [[ $(<"$config") == *"\"$1\""* ]] || return 0
  docker --config "${config%/*}" logout "$registry" >/dev/null
  echo "removed: the login at $registry"
}

[ -z "${username-}" ] || log_in
pulls=()
for image in $images; do
  if docker image inspect "$image" >/dev/null 2>&1; then
    echo "unchanged: $image"
  else
    echo "pulling $image"
    docker pull --quiet "$image" >/dev/null &
    pulls+=("$!:$image")
  fi
done
failed=
for pull in "${pulls[@]}"; do
  wait "${pull%%:*}" || { echo "could not pull ${pull#*:} (see above)" >&2; failed=yes; }
done
[ -z "$failed" ]
