# From now on redis knows the password of the stack file and no other: all apps have it.
source remote/files.sh
source database/redis-access.sh
: "${address:?}"

let_in || {
  echo "redis did not take its password; see journalctl -u redis-server" >&2
  exit 1
}
install_staged
try_redis "$address"
