# Puts load on a port of the load balancer's VM with wrk: TLS, connections that are kept.
# Variables: api_domain, balancer (its address), port, connections, seconds.
# Prints "rate REQUESTS/S", and "bad" with what went wrong.
: "${api_domain:?}" "${balancer:?}" "${port:?}" "${connections:?}" "${seconds:?}"

grep -q " $api_domain\$" /etc/hosts || echo "$balancer $api_domain" >>/etc/hosts
command -v wrk >/dev/null || {
  DEBIAN_FRONTEND=noninteractive timeout 240 apt-get -qq -y --no-install-recommends install wrk </dev/null \
    >/tmp/bench-apt.log 2>&1 || { echo "lacks wrk $(tail -n 1 /tmp/bench-apt.log)"; exit 0; }
}
wrk --threads 2 --connections "$connections" --duration "${seconds}s" "https://$api_domain:$port/" |
  sed -nE 's/^Requests\/sec: +([0-9]+).*/rate \1/p; s/^ *(Socket errors.*|Non-2xx.*)/bad \1/p'
