# No other password than that of the stack file, and redis answers to it.
source remote/report.sh
source database/redis-access.sh
: "${address:?}"

secret=yes
check_staged
if try_redis "$address" >"${stage:?}/tried" 2>&1; then ok "redis"; else drift "redis" "$(tail -n 1 "$stage/tried")"; fi
