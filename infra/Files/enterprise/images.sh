# Logs in to the registry and fetches the images while the old containers still run.
: "${registry:?}" "${images:?}"

if [ -n "${username-}" ]; then
  secret registry_password | docker login --username "$username" --password-stdin "$registry" >/dev/null 2>&1 || {
    echo "docker login at $registry failed for user '$username': check registry.username and registry.password" >&2
    exit 1
  }
fi

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
