# Asked from this VM before anything here is taken out of service: do redis and MongoDB answer it? The containers
# connect from here, and a firewall on the way, or another address of this VM, shows in no other place. And do Docker and
# compose understand each other? An upgrade of the one may leave the other behind.
# No check: what it asks, status asks too.
source remote/places.sh
source remote/address.sh
source enterprise/compose.sh
source enterprise/mongodb-uri.sh
source enterprise/mongodb-hello.sh
source enterprise/mongodb-driver.sh

conf=${enterprise:?}/conf
mongodb_uri=$(<"$conf/DEFAULT_MONGODB_URI.conf")
mongodb_files=$conf/mongodb
mongodb_seconds=5

# $1: who, $2: HOST:PORT, $3: what was heard instead.
no_answer() {
  echo "$1 does not answer this VM at $2 (${3:-silence for 5 s}); nothing was changed here. Is it let through on" \
    "the way, and is $(own_address "$2") the address by which the stack file knows this VM?" >&2
  exit 1
}

own_address() { ip route get "$(address_of "$1")" 2>/dev/null | sed -n 's/.* src \([^ ]*\).*/\1/p'; }
address_of() { getent ahosts "$(bare "$1")" | awk 'NR == 1 { print $1 }'; }

# The host of HOST:PORT, without the brackets of IPv6.
bare() { sed 's/:[0-9]*$//; s/[][]//g' <<<"$1"; }

# Connects to $1, HOST:PORT, sends standard input, and prints what comes back, or why nothing does.
talk() {
  # shellcheck disable=SC2016 # expanded by the inner shell
  timeout 5 bash -c 'exec 3<>"/dev/tcp/$1/$2" && cat >&3 && { timeout 2 head -n 3 <&3 || true; }' \
    bash "$(bare "$1")" "${1##*:}" 2>&1
}

redis_answers() {
  local place login='' answer
  place=$(sed 's,^redis://,,' "$conf/DEFAULT_REDIS_URI.conf")
  case $place in *@*) login=${place%@*} place=${place##*@} ;; esac
  answer=$({
    [ -z "$login" ] || printf 'AUTH %s\r\n' "${login#*:}"
    printf 'PING\r\nQUIT\r\n'
  } | talk "$place") || true
  case $answer in
  *PONG*) echo "redis answers at $place" ;;
  *) no_answer redis "$place" "$(head -n 1 <<<"${answer//$'\r'/}")" ;;
  esac
}

# One of a replica set's members suffices: the drivers find the others. Which ones do not answer is said, for the next
# primary may be among them.
mongodb_answers() {
  local place flaw answered=''
  if [[ $mongodb_uri == mongodb+srv:* ]]; then return; fi # only DNS knows the hosts
  while read -r place; do
    flaw=$(mongodb_flaw "$place")
    if [ -z "$flaw" ]; then
      echo "MongoDB answers at $place"
      answered=yes
    else
      echo "warning: MongoDB at $place $flaw"
    fi
  done < <(uri_parts "$conf/DEFAULT_MONGODB_URI.conf" | tail -n +3)
  if [ -n "$answered" ]; then return; fi
  [ "$flaw" != "is not reached" ] || no_answer MongoDB "$place" ""
  echo "MongoDB at $place $flaw; nothing was changed here" >&2
  exit 1
}

compose_works() {
  local said
  said=$(cd "$enterprise" && compose ps -q 2>&1 >/dev/null </dev/null) || {
    echo "compose does not work with this VM's Docker; nothing was changed here: $(tail -n 2 <<<"$said")" >&2
    exit 1
  }
}

redis_answers
mongodb_answers
compose_works
