# Loads the images from the bundle's files on this VM while the old containers still run.
: "${bundle:?}" "${images:?}"

# Docker unpacks only the layers that it has not got.
load() {
  local description=${1//[\/:]/_}.json files
  cd "$bundle/images"
  mapfile -t files < <(grep -oE '[0-9a-f]{64}\.(json|tar\.gz)' "$description" | sort -u)
  tar -c --transform "s/^$description\$/manifest.json/" "$description" "${files[@]}" | docker load --quiet >/dev/null
  docker image inspect "$1" >/dev/null
}

for image in $images; do
  if docker image inspect "$image" >/dev/null 2>&1; then
    echo "unchanged: $image"
  elif [ -e "$bundle/images/${image//[\/:]/_}.json" ]; then
    echo "loading $image"
    (load "$image")
  else
    echo "$image is neither on this VM nor in the bundle: correct versions.*, or bring a bundle that has it" >&2
    exit 1
  fi
done
