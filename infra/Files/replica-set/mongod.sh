# How this VM's mongod is set up: by its command line, or the file that it names (mongodb.com/docs/manual/reference/
# configuration-options). It may run in a container, or have a folder for its root: paths are as it sees them.
: "${address:?}" "${port:?}" "${set:?}" "${login:?}" "${shell:?}"

mongod_pid=$(pgrep -o -x mongod || true)
mongod_words=()
[ -z "$mongod_pid" ] || mapfile -d '' -t mongod_words <"/proc/$mongod_pid/cmdline"

# The value of the option $1 on the command line: of "--name value" or "--name=value".
word() {
  local i
  for ((i = 1; i < ${#mongod_words[@]}; i++)); do
    case ${mongod_words[i]} in
    "--$1="*) echo "${mongod_words[i]#*=}" ;;
    "--$1") echo "${mongod_words[i + 1]-}" ;;
    esac
  done
}

mongod_file() {
  local i file
  file=$(word config)
  for ((i = 1; i < ${#mongod_words[@]}; i++)); do
    if [ "${mongod_words[i]}" = -f ]; then file=${mongod_words[i + 1]-}; fi
  done
  echo "${mongod_pid:+/proc/$mongod_pid/root}${file:-/etc/mongod.conf}"
}

# The value of section $1, key $2 in the file.
setting() {
  awk -v section="$1" -v key="$2" '
    /^[A-Za-z]/ { inside = $1 == section ":" }
    inside && $1 == key ":" {
      sub(/^[^:]*:[ \t]*/, ""); sub(/[ \t]+#.*$/, ""); gsub(/["\047]/, ""); sub(/[ \t\r]+$/, ""); print; exit
    }' "$(mongod_file)" 2>/dev/null || true
}

# The command line counts before the file.
replica_set_name() { local name; name=$(word replSet); echo "${name:-$(setting replication replSetName)}"; }
key_file() { local file; file=$(word keyFile); echo "${file:-$(setting security keyFile)}"; }
member_login() { local mode; mode=$(word clusterAuthMode); echo "${mode:-$(setting security clusterAuthMode)}"; }

mongod_answers() { timeout 2 bash -c "exec 3<>/dev/tcp/$address/$port" 2>/dev/null; }

# Prints what is to be set in mongod's file, as it has to stand there; nothing where all is as it should be.
lines_to_set() {
  [ "$(replica_set_name)" = "$set" ] || printf 'replication:\n  replSetName: %s\n' "$set"
  mongod_answers || printf 'net:\n  port: %s\n  bindIp: 127.0.0.1,%s\n' "$port" "$address"
  # Members show one another the same file, or certificates; without either each refuses the others.
  if [ "$login" = yes ] && [ -z "$(key_file)" ] && [[ $(member_login) != *x509* ]]; then
    printf 'security:\n  keyFile: /etc/mongod.key\n'
  fi
}

# mongod refuses at its next start a file that others may read, or that is not its own.
key_file_flaw() {
  local file owner seen
  file=$(key_file)
  [ -n "$file" ] && [ -n "$mongod_pid" ] || return 0
  owner=$(stat -c %U "/proc/$mongod_pid")
  seen=$(stat -c '%a %U' "/proc/$mongod_pid/root$file" 2>/dev/null) || seen='missing'
  case $seen in
  "400 $owner" | "600 $owner") ;;
  *) echo "$file is $seen, and mongod refuses it at its next start: chown $owner $file && chmod 400 $file" ;;
  esac
}

shell_is_missing() { [ "$shell" = yes ] && ! command -v mongosh >/dev/null; }
