# Of each image of this VM the last two stay: the one that runs, and one to go back to.
: "${images:?}"

remove_old_images() {
  local image old
  for image in $images; do
    docker image ls --filter dangling=false --format '{{.Repository}}:{{.Tag}}' "${image%:*}" |
      grep -vxF "$image" | tail -n +2 | while read -r old; do
        # Docker keeps what a container is made of.
        if docker image rm "$old" >/dev/null 2>&1; then echo "removed: $old"; fi
      done || true
  done
}
