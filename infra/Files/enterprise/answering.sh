# Waits until the user interface and the API answer; any answer below 500 means that the service works.

answers() {
  local code
  code=$(curl --silent --output /dev/null --max-time 5 --write-out '%{http_code}' "http://127.0.0.1:$1/") || return 1
  [ "$code" -lt 500 ]
}

deadline=$((SECONDS + health_seconds))
for port in 80 8080; do
  until answers "$port"; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      echo "port $port does not answer after $health_seconds s; this server stays out of the upstreams" >&2
      compose ps >&2
      log_end 15 >&2
      exit 1
    fi
    sleep 0.2
  done
  echo "port $port answers"
done
echo "healthy at $(date -u +%FT%T.%NZ)"
