# Files from standard input to their places: whole, with mode and owner, or not at all.

stage=$(mktemp -d /run/enginsight-infra.XXXXXX)
trap 'rm -rf "$stage"' EXIT
changed=

# Reads the bundle: a line "==> PATH MODE OWNER:GROUP" begins a file, the lines after it are its content.
unbundle() {
  local line path mode owner
  while IFS= read -r line; do
    case $line in
    '==> '*)
      read -r path mode owner <<<"${line#==> }"
      mkdir -p "$stage${path%/*}"
      install -m "$mode" -o "${owner%:*}" -g "${owner#*:}" /dev/null "$stage$path"
      ;;
    *) printf '%s\n' "$line" >>"$stage$path" ;;
    esac
  done
}

# Puts the staged files in place by rename. Sets changed, and says for each file whether it was.
install_staged() {
  local path
  while IFS= read -r path; do
    # Docker makes a directory of a missing bind mount; an empty one is no loss.
    if [ -d "$path" ]; then rmdir "$path"; fi
    if same "$stage$path" "$path"; then
      echo "unchanged: $path"
      continue
    fi
    mkdir -p "${path%/*}"
    cp -p "$stage$path" "$path.new"
    sync -d "$path.new"
    mv -f "$path.new" "$path"
    changed=yes
    echo "changed: $path"
  done < <(find "$stage" -type f -printf '/%P\n' | sort)
}

same() {
  cmp -s "$1" "$2" && [ "$(stat -c '%a %U:%G' "$1")" = "$(stat -c '%a %U:%G' "$2")" ]
}
