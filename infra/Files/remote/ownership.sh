# Who a thing on this VM belongs to. A VM can get another name, another place in the list or another role; then another
# step takes its containers, its place in the upstreams or its firewall rule over, and the undo of the old one, which
# Pulumi runs last, must leave them alone.
: "${step:?}"

owners=/var/lib/enginsight/owners

# own THING: from now on it belongs to this step.
own() {
  [ "$(owner "$1")" != "$step" ] || return 0
  mkdir -p "$(dirname "$owners/$1")"
  printf '%s\n' "$step" >"$owners/$1.new"
  mv -f "$owners/$1.new" "$owners/$1"
}

# Name of the step that a thing belongs to; nothing where nobody has said so.
owner() { cat "$owners/$1" 2>/dev/null || true; }

# True if the thing is this step's, or nobody's; else it says whose it is.
owned() {
  case $(owner "$1") in
  "$step" | "") ;;
  *)
    echo "left alone: $1 belongs to $(owner "$1") now"
    return 1
    ;;
  esac
}

# forsake THING: it is gone.
forsake() { rm -f "$owners/$1"; }

# Things below a folder that belong to this step, such as: mine upstream
mine() {
  grep -rlxF "$step" "$owners/$1" 2>/dev/null | sed "s|^$owners/$1/||" || true
}
