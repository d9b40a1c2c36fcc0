# Whether the containers work, and what their logs say if they do not.
source remote/answers.sh
source remote/places.sh
source remote/wait.sh
source enterprise/compose.sh
source enterprise/log-end.sh
: "${health_seconds:?}"

# The user interface and the API answer as the settings say that they should.
wait_answering() {
  local port
  for port in "${ui_port:?}" "${api_port:?}"; do
    wait_until "$health_seconds" port_answers 127.0.0.1 "$port" || {
      echo "port $port does not answer after $health_seconds s; this server stays out of the upstreams" >&2
      compose ps >&2
      log_end 15 >&2
      exit 1
    }
    echo "port $port answers"
  done
}

# All containers run and have stopped restarting.
wait_running() {
  wait_until "$health_seconds" settled || {
    echo "these containers do not keep running, or have not said that they are connected:" >&2
    states >&2
    log_end 3 >&2
    exit 1
  }
}

# True once nothing has changed for three seconds, all run, and each has shown that it works.
settled() {
  local now
  now=$(states)
  if [ "$now" != "${seen-}" ] || grep -qv ' running ' <<<"$now"; then
    seen=$now
    since=$SECONDS
  fi
  [ $((SECONDS - since)) -ge 3 ] && all_work
}

states() {
  local ids
  mapfile -t ids < <(compose ps -q)
  docker inspect --format '{{.Name}} {{.State.Status}} {{.RestartCount}}' "${ids[@]}"
}

# A service that reaches no database lives until its driver gives up, 30 s later, and then again. So one that is younger
# than that has to have said that it is connected, or a database that it listens: since its last end, for Docker notes
# the moment of a start only when the first lines may be there already.
all_work() {
  local id started ended said proven=$((health_seconds > 50 ? 40 : health_seconds * 4 / 5))
  while read -r id started ended; do
    [ $(($(date +%s) - $(date -d "$started" +%s))) -lt "$proven" ] || continue
    said=$(docker logs --since "$ended" "$id" 2>&1 | grep -iE '\b(connected|listening|waiting for connections)\b' |
      grep -viE "\b(not|never|cannot|can't|be|been)( yet)? connected") || true
    [ -n "$said" ] || return 1
  done < <(compose ps -q | xargs docker inspect --format '{{.Id}} {{.State.StartedAt}} {{.State.FinishedAt}}')
}
