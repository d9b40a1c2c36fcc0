# A changed URI may add a host to the replica set; or lead to another data base. Servers that change over one by one
# would then write to both, and what went to the old one is lost. move_to: HOST:PORT/DATABASE?replicaSet=SET of a move
# that is wanted.
source remote/places.sh
source enterprise/compose.sh
source enterprise/mongodb-uri.sh
: "${files:?}"

uri_file=${enterprise:?}/conf/DEFAULT_MONGODB_URI.conf
# Here from the moment at which this VM stopped writing to the old data base until its turn: then all others have.
moving=$enterprise/.moving

# Hosts by address, so that a name and what it stands for are the same.
addresses() {
  local host port
  while read -r host; do
    port=${host##*:}
    host=${host%:*}
    getent ahosts "${host//[\[\]]/}" | awk -v port="$port" '{ print $1 ":" port }'
    echo "$host:$port"
  done | sort -u
}

is_other_database() {
  local old new
  old=$(uri_parts "$uri_file")
  new=$(uri_parts "$files$uri_file")
  [ "$(head -n 2 <<<"$old")" != "$(head -n 2 <<<"$new")" ] ||
    [ -z "$(comm -12 <(tail -n +3 <<<"$old" | addresses) <(tail -n +3 <<<"$new" | addresses))" ]
}

# HOST:PORT/DATABASE?replicaSet=SET of the URI in the file $1.
place() {
  local parts
  mapfile -t parts < <(uri_parts "$1")
  echo "${parts[2]}/${parts[1]}?replicaSet=${parts[0]}"
}

refuse_other_database() {
  # Also where they are stopped just now: somebody starts them, or this very run does.
  [ -e "$uri_file" ] && [ -n "$(containers --all 2>/dev/null)" ] && is_other_database || return 0
  if [ "${move_to-}" = "$(place "$files$uri_file")" ]; then
    touch "$moving"
    (cd "$enterprise" && compose stop </dev/null >"$compose_log" 2>&1)
    echo "stopped: all containers, which wrote to $(place "$uri_file")"
    return
  fi
  echo "database.mongoDbUri leads to $(place "$files$uri_file"), another data base than $(place "$uri_file"), which" \
    "this VM's containers use; server by server, both would be written to. Nothing was changed. If the data is there" \
    "already and the site may stand still for the change: ./scripts/pulumi config set -s STACK --path" \
    "enginsight-infra:database.moveTo '$(place "$files$uri_file")'" >&2
  exit 1
}
