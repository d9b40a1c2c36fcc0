# Of each image of the product the last two that ran here stay: the one that runs, and the one to go back to, which a
# closed network may not be able to fetch again. What is not the product's, such as another mongo, is left alone.
source enterprise/ran-here.sh
: "${images:?}" "${repository:?}"

remove_old_images() {
  local image old
  remember <<<"$images"
  for image in $images; do
    [[ $image == "$repository"/* ]] || continue
    # The newest counts where nothing else has run here yet.
    {
      grep -F "${image%:*}:" "${ran_here:?}"
      docker image ls --filter dangling=false --format '{{.Repository}}:{{.Tag}}' "${image%:*}"
    } | grep -vxF "$image" | awk '!seen[$0]++' | tail -n +2 | while read -r old; do
      # Docker keeps what a container is made of.
      if docker image rm "$old" >/dev/null 2>&1; then echo "removed: $old"; fi
    done || true
  done
}
