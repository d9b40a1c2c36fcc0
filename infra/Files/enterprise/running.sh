# Waits until all containers run and have stopped restarting.

states() {
  local ids
  ids=$(compose ps -q)
  # shellcheck disable=SC2086 # ids are separate words
  docker inspect --format '{{.Name}} {{.State.Status}} {{.RestartCount}}' $ids
}

deadline=$((SECONDS + health_seconds))
seen=
since=$SECONDS
while :; do
  now=$(states)
  if [ "$now" != "$seen" ] || grep -qv ' running ' <<<"$now"; then
    seen=$now
    since=$SECONDS
  fi
  [ $((SECONDS - since)) -lt 3 ] || break
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "these containers do not keep running:" >&2
    grep -v ' running 0$' <<<"$now" >&2
    log_end 3 >&2
    exit 1
  fi
  sleep 0.5
done
echo "running at $(date -u +%FT%T.%NZ)"
