# dockerd's settings, beside those that others have made there.
source remote/wait.sh

daemon_json=/etc/docker/daemon.json

# set_daemon MEMBER COMMAND...: adds a member of JSON and has dockerd read it; back as it was unless COMMAND comes true.
# shellcheck disable=SC2016 # perl's variables
set_daemon() { edit_daemon 's/\{(\s*)(\}?)/"{\n  $ENV{value}" . ($2 ? "\n}" : ",$1")/e' "$@"; }

# edit_daemon PERL VALUE COMMAND...: the same for an edit of any kind, which finds VALUE in its environment.
edit_daemon() {
  mkdir -p "${daemon_json%/*}"
  [ -s "$daemon_json" ] || echo '{}' >"$daemon_json"
  cp -p "$daemon_json" "$daemon_json.before"
  cp -p "$daemon_json" "$daemon_json.new"
  value=$2 perl -0pe "$1" "$daemon_json" >"$daemon_json.new"
  mv -f "$daemon_json.new" "$daemon_json"
  systemctl reload docker
  if wait_until 10 "${@:3}"; then
    rm "$daemon_json.before"
    echo "changed: $daemon_json"
    return
  fi
  mv -f "$daemon_json.before" "$daemon_json"
  systemctl reload docker
  return 1
}
