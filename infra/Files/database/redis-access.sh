# Who redis lets in: words of an ACL rule, such as ">PASSWORD" or "nopass", in the line of its user "default". Words
# come and go while redis runs, and connections that stand are left standing.
source remote/places.sh
source remote/wait.sh
: "${files:?}"

redis_access=/etc/redis/enginsight-access.conf

# The words of the file $1.
words_of() { sed -n 's/^user default on \(.*\) ~\* .*/\1/p' "$1" 2>/dev/null || true; }

# The words in force; the version before this one had them in another file.
words_in_force() {
  if [ -e "$redis_access" ]; then
    words_of "$redis_access"
  else
    sed -n 's/^requirepass "\(.*\)"$/>\1/p; s/^protected-mode no$/nopass/p' /etc/redis/enginsight.conf 2>/dev/null ||
      true
  fi
}

# Any of them may be the one that the running redis knows, also after a run that was killed.
known_words() { echo "$(words_in_force) $(words_of "$files$redis_access")"; }

# AUTH with each of the words $1.
logins() { tr ' ' '\n' <<<"$1" | sed -n 's/^>/AUTH /p'; }

# Passes the commands of standard input to redis, and prints the answers. $1: words to log in with; further arguments
# are those of redis-cli.
ask() {
  local logins
  logins=$(logins "$1")
  { [ -z "$logins" ] || printf '%s\n' "$logins"; cat; } |
    timeout 20 redis-cli -p "${redis_port:?}" "${@:2}" 2>&1 | sed '/^$/d' |
    tail -n "+$((1 + $(grep -c . <<<"$logins" || true)))"
}

# Makes the running redis know the words of the staged file, and no others.
let_in() {
  local words
  words=$(words_of "$files$redis_access")
  [ "$(ask "$(known_words)" <<<"ACL SETUSER default on resetpass $words ~* &* +@all
CONFIG SET protected-mode $(sed -n 's/^protected-mode //p' "$files$redis_access")")" = $'OK\nOK' ]
}

# redis tried as the apps will use it: from the network, with the password and without it. $1: where they ask.
try_redis() {
  words=$(words_of "$redis_access")
  wait_until 5 serves "$1" || {
    echo "redis does not serve the apps at $1:$redis_port: $(tail -n 1 <<<"$answers"); see" \
      "journalctl -u redis-server, and rename-command in /etc/redis/redis.conf" >&2
    return 1
  }
  answers=$(ask "" -h "$1" <<<PING)
  case $words/$answers in
  nopass/PONG | */NOAUTH*) echo "redis answers at $1:$redis_port" ;;
  *)
    echo "redis at $1:$redis_port should refuse whoever gives no password, and answers: $answers" >&2
    return 1
    ;;
  esac
}

serves() {
  answers=$(ask "${words%% *}" -h "$1" <<<$'PING\nSET enginsight-infra tried EX 5\nGET enginsight-infra') || true
  [ "$answers" = $'PONG\nOK\ntried' ]
}
