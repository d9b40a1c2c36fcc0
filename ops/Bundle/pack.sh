# Packs a folder so that the same content makes the same bytes: pack.sh FOLDER FILE. The ending of FILE says how.
set -euo pipefail

new=$(dirname "$2")/new-$(basename "$2")
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode='u=rwX,go=rX' --format=gnu \
  --auto-compress -cf "$new" -C "$(dirname "$1")" "$(basename "$1")"
mv "$new" "$2"
