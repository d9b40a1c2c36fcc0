# Of each image of the product the last two that ran here stay: the one that runs, and the one to go back to, which a
# closed network may not be able to fetch again. What is not the product's, such as another mongo, is left alone.
: "${images:?}" "${repository:?}"

# One image a line, the latest first.
ran_here=/var/lib/enginsight/images

remove_old_images() {
  local image old
  remember
  for image in $images; do
    [[ $image == "$repository"/* ]] || continue
    # Of those that ran before anybody wrote that down, the newest counts.
    {
      grep -F "${image%:*}:" "$ran_here"
      docker image ls --filter dangling=false --format '{{.Repository}}:{{.Tag}}' "${image%:*}"
    } | grep -vxF "$image" | awk '!seen[$0]++' | tail -n +2 | while read -r old; do
      # Docker keeps what a container is made of.
      if docker image rm "$old" >/dev/null 2>&1; then echo "removed: $old"; fi
    done || true
  done
}

remember() {
  mkdir -p "${ran_here%/*}"
  { echo "$images"; cat "$ran_here" 2>/dev/null || true; } |
    awk '!seen[$0]++ { name = $0; sub(/:[^:]*$/, "", name); if (++count[name] <= 2) print }' >"$ran_here.new"
  mv -f "$ran_here.new" "$ran_here"
}
