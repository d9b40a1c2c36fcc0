#!/bin/bash
# The VM's side of a bundle, whose files it keeps in a folder: packages that are installed from there, and images that
# can be loaded again.
#
#   receive.sh lacks|take|keep STORE SUITE ARCHITECTURE
#
# lacks reads the lines of the bundle's list that are this VM's, SHA256 BYTES UNPACKED FILE WORD..., and answers with
# those of files that are not here or not whole, BYTES-THERE SHA256 BYTES FILE. take reads such files, each after a line
# SHA256 BYTES MISSING FILE. keep reads the list again, and takes away what is not in it.
set -euo pipefail
export LC_ALL=C
umask 022

verb=$1 store=$2 suite=$3 architecture=$4
mkdir -p "$store/packages" "$store/images"
cd "$store"
exec 9<>.lock
# A transfer whose connection died without a word waits for its next byte for as long as sshd believes in it, which is
# hours. One that still gets some is another run's.
flock -w 20 9 || {
  [ -n "$(find . -name '*.part' -newermt '-20 seconds')" ] || kill -- "-$(<.lock)" 2>/dev/null || true
  flock -w 20 9 || { echo "another run is busy with $store; type the same again when it is done" >&2; exit 1; }
}
read -r _ _ _ _ group _ <"/proc/$$/stat"
echo "$group" >.lock

is_whole() { [ -e "$1" ] && [ "$(sha256sum <"$1")" = "$2  -" ]; }

size() { stat -c %s "$1" 2>/dev/null || echo 0; }

refuse_other_suite() {
  local own
  # shellcheck source=/dev/null
  own=$(. /etc/os-release && echo "${VERSION_CODENAME-} $(dpkg --print-architecture)")
  [ "$own" = "$suite $architecture" ] || {
    echo "the bundle is for $suite $architecture, and this VM is $own: make one with ./scripts/bundle --suite" >&2
    exit 1
  }
}

lacks() {
  local sha bytes unpacked file there docker
  docker=$(docker info --format '{{.DockerRootDir}}' 2>/dev/null) || docker=/var/lib/docker
  declare -gA needed=()
  while read -r sha bytes unpacked file _; do
    if is_whole "$file" "$sha"; then continue; fi
    there=$(size "$file.part")
    if [ "$there" -ge "$bytes" ]; then
      rm -f "$file.part"
      there=0
    fi
    need "$store" $((bytes - there))
    case $file in
    # Docker reads an image from a copy of its own before it unpacks it.
    images/*) need "$docker" $((bytes + unpacked)) ;;
    *) need /usr "$unpacked" ;;
    esac
    echo "$there $sha $bytes $file"
  done
  refuse_full_disk
}

# need FOLDER BYTES: in the file system where that is, or will be.
need() {
  local folder=$1
  until [ -d "$folder" ]; do folder=$(dirname "$folder"); done
  folder=$(df --output=target "$folder" | tail -n 1)
  needed[$folder]=$((${needed[$folder]-0} + $2))
}

refuse_full_disk() {
  local folder free
  for folder in "${!needed[@]}"; do
    free=$(df --output=avail -B1 "$folder" | tail -n 1)
    [ "$free" -ge "${needed[$folder]}" ] || {
      echo "the file system at $folder has $((free / 1000000)) MB free, and what the bundle brings takes" \
        "$((needed[$folder] / 1000000)) MB there: make room; nothing was brought" >&2
      exit 1
    }
  done
}

take() {
  local sha bytes left file
  while read -r sha bytes left file; do
    head -c "$left" >>"$file.part"
    [ "$(size "$file.part")" -eq "$bytes" ] || exit 1 # cut: what came is there for the next run
    is_whole "$file.part" "$sha" || {
      rm -f "$file.part"
      echo "$file arrived with another checksum than the bundle's list has" >&2
      exit 1
    }
    sync -d "$file.part"
    mv -f "$file.part" "$file"
  done
}

keep() {
  local listed file
  listed=$(awk '{ print $4 }')
  find packages images -type f | while IFS= read -r file; do
    grep -qxF "$file" <<<"$listed" || rm -f "$file"
  done
}

case $verb in
lacks) refuse_other_suite; lacks ;;
take) take ;;
keep) keep ;;
esac
