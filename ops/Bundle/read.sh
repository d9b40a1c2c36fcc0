# Prints a file of a packed bundle, which has to be as its list has it: read.sh BUNDLE FOLDER FILE.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
said=$(tar -xf "$1" -C "$work" "$2/list" "$2/$3" 2>&1) || {
  echo "$1 cannot be read: $said" >&2
  exit 1
}
cd "$work/$2"
listed=$(awk -v file="$3" '/^[^#]/ && $4 == file { print $1 }' list)
[ "$(sha256sum <"$3")" = "$listed  -" ] || {
  echo "$1 cannot be read: $3 is not as its list has it" >&2
  exit 1
}
cat "$3"
