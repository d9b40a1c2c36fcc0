# Fetches the images that this machine's Docker does not have, and saves all of them as files: images.sh FOLDER IMAGE...
# On standard input the registry's host, user and password, a line each, empty where it needs no login.
set -euo pipefail

folder=$1
shift
read -r registry
read -r username
read -r password
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
missing=()
for image; do
  docker image inspect "$image" >/dev/null 2>&1 || missing+=("$image")
done
if [ -n "$username" ] && [ ${#missing[@]} -ne 0 ]; then
  # The login goes when this ends.
  export DOCKER_CONFIG=$work
  docker login --username "$username" --password-stdin "$registry" <<<"$password" >/dev/null 2>"$work/said" || {
    said=$(grep -v '^WARNING' "$work/said")
    printf '%s\n' "${said//"$password"/[secret]}" >&2
    echo "docker login at $registry failed for user '$username' (registry.username, registry.password)" >&2
    exit 1
  }
fi
for image in ${missing[@]+"${missing[@]}"}; do
  echo "pulling $image"
  docker pull --quiet "$image" >/dev/null
done
rm -rf "$folder"
mkdir -p "$folder"
echo "saving $# images"
docker save "$@" | tar -x -C "$folder"
