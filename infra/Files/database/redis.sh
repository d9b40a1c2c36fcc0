# redis for the other VMs, behind the firewall. A new password is added to those in force: the apps change over one by
# one, and old-password.sh takes the old one away when all have.
source remote/files.sh
source database/redis-access.sh
: "${address:?}"

# What redis.conf says beside our files.
foreign() {
  local file
  while read -r file; do
    # shellcheck disable=SC2086 # a pattern, as redis takes it
    case $file in /etc/redis/enginsight*) ;; *) cat $file 2>/dev/null || true ;; esac
  done < <(echo /etc/redis/redis.conf; sed -n 's/^include[[:space:]]*"\?\([^"]*\)"\?$/\1/p' /etc/redis/redis.conf)
}

# The last value of the setting $1, an extended regular expression.
foreign_value() { foreign | sed -nE "s/^[[:space:]]*$1[[:space:]]+\"?([^\"]*)\"?\$/\\1/Ip" | tail -n 1; }

# Settings of others that shut the apps out, or that ours would shut others out with, are for the operator to change.
refuse_foreign() {
  local port password
  [ -z "$(foreign_value 'aclfile')" ] ||
    refuse "has 'aclfile $(foreign_value 'aclfile')': redis then takes no password from elsewhere. Take the line out"
  [ -z "$(foreign_value 'user[[:space:]]+default')" ] ||
    refuse "has a line 'user default', and redis takes one only. Take it out"
  port=$(foreign_value port)
  [ "${port:-6379}" = 6379 ] || refuse "has 'port $port', and the apps ask 6379 without TLS. Put 'port 6379' there"
  password=$(foreign_value requirepass)
  [ -z "$password" ] || [ -e /etc/redis/enginsight.conf ] || [ ">$password" = "$(words_of "$files$redis_access")" ] ||
    refuse "has a requirepass, which others may use. Make it database.redisPassword too, or take the line out"
}

refuse() {
  echo "/etc/redis/redis.conf $1; nothing was changed" >&2
  exit 1
}

# Two passwords are known at a time. "With" and "without" exclude one another: the apps that stand connected stay so.
add_words() {
  local new old words word text
  new=$(words_of "$files$redis_access")
  old=$(words_in_force)
  case " $new $old " in *" nopass "*) return ;; esac
  words=$new
  for word in $old; do
    case " $words " in *" $word "*) ;; *) words+=" $word" ;; esac
  done
  text=$(<"$files$redis_access")
  printf '%s\n' "${text/" on $new "/" on $words "}" >"$files$redis_access"
}

# The running redis takes each setting without a restart, or refuses it before a file is replaced.
set_live() {
  local settings
  settings=$(sed -nE '/^(#|include|$)/d; s/^([^ ]+) "?([^"]*)"?$/CONFIG SET \1 "\2"/p' \
    "$files/etc/redis/enginsight.conf")
  [ "$(ask "$(known_words)" <<<"$settings" | sort -u)" = OK ]
}

# Of two settings redis takes the last, so the include has to be the end.
include_ours() {
  local conf=/etc/redis/redis.conf include='include /etc/redis/enginsight.conf'
  [ "$(grep -v '^[[:space:]]*$' "$conf" | tail -n 1)" != "$include" ] || return 0
  cp -p "$conf" "$conf.new"
  { grep -vxF "$include" "$conf"; echo "$include"; } >"$conf.new"
  mv -f "$conf.new" "$conf"
  echo "changed: $conf"
}

# A firewall that drops what the VM sends to itself says nothing, and redis-cli would wait.
refuse_silence() {
  local status=0
  timeout 5 bash -c "exec 3<>/dev/tcp/127.0.0.1/${redis_port:?}" 2>/dev/null || status=$?
  [ "$status" != 124 ] || {
    echo "this VM's own firewall drops $redis_port on the loopback interface, too, so that nobody here can talk to" \
      "redis; nothing was changed. Let it through where its rules are kept, as in: iptables -I INPUT -i lo -j ACCEPT" >&2
    exit 1
  }
}

refuse_silence
refuse_foreign
add_words
live=
if systemctl is-active --quiet redis-server && let_in && set_live; then live=yes; fi
install_staged
include_ours
systemctl enable --quiet redis-server
[ -n "$live" ] || systemctl restart redis-server
try_redis "$address"
