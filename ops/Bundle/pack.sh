# Packs a folder so that the same content makes the same bytes: pack.sh FOLDER FILE. The ending of FILE says how.
set -euo pipefail

case $2 in
*.zst) pack=(--zstd) ;;
*.gz) pack=(--gzip) ;;
*) pack=() ;;
esac
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode='u=rwX,go=rX' --format=gnu \
  ${pack[@]+"${pack[@]}"} -cf "$2.new" -C "$(dirname "$1")" "$(basename "$1")"
mv "$2.new" "$2"
