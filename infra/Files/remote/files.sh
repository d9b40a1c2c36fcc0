# Files from the stage to their places: whole, with mode and owner, or not at all.
: "${files:?}"

# Set once a file was put in place, for those who source this.
changed=

# Puts the staged files in place by rename. Sets changed, and says for each file whether it was.
install_staged() {
  local path
  while IFS= read -r path; do
    # Docker makes a directory of a missing bind mount; an empty one is no loss.
    if [ -d "$path" ]; then rmdir "$path"; fi
    if same "$files$path" "$path"; then
      echo "unchanged: $path"
      continue
    fi
    mkdir -p "${path%/*}"
    cp -p "$files$path" "$path.new"
    sync -d "$path.new"
    mv -f "$path.new" "$path"
    # shellcheck disable=SC2034
    changed=yes
    echo "changed: $path"
  done < <(staged)
}

# Paths of all staged files.
staged() { find "$files" -type f -printf '/%P\n' | sort; }

# stage_file PATH MODE TEXT: one more file, which the script itself words.
stage_file() {
  mkdir -p "$files${1%/*}"
  install -m "$2" /dev/null "$files$1"
  printf '%s\n' "$3" >"$files$1"
}

# True if content, mode and owner are the same.
same() {
  cmp -s "$1" "$2" && [ "$(stat -c '%a %U:%G' "$1")" = "$(stat -c '%a %U:%G' "$2")" ]
}
