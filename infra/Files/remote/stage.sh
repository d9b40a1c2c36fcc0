# What a step gets on standard input, in a folder that only root sees and that goes when the step ends: files for this
# VM below $files, secrets by name in $secrets.

stage=$(mktemp -d /run/enginsight-step.XXXXXX)
trap 'rm -rf "$stage"' EXIT
files=$stage/files
secrets=$stage/secrets
mkdir "$files" "$secrets"

# Reads the bundle. A line "==> PATH MODE OWNER:GROUP" begins a file, "==> secret NAME" a value that becomes no file of
# the VM, "==> runs again after STEP" what is there for the comparison of inputs only.
unbundle() {
  local line path mode owner to=/dev/null
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    '==> /'*)
      read -r path mode owner <<<"${line#==> }"
      to=$files$path
      mkdir -p "${to%/*}"
      install -m "$mode" -o "${owner%:*}" -g "${owner#*:}" /dev/null "$to"
      ;;
    '==> secret '*)
      to=$secrets/${line#==> secret }
      install -m 600 /dev/null "$to"
      ;;
    '==> '*) to=/dev/null ;;
    *) printf '%s\n' "$line" >>"$to" ;;
    esac
  done
}

# The value of a secret of this step; nothing where it has none of that name.
secret() { if [ -e "$secrets/$1" ]; then cat "$secrets/$1"; fi; }
