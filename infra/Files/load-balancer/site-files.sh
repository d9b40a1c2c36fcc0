# The site's files as they suit this VM.
source remote/places.sh
source load-balancer/capacity.sh
source load-balancer/fit-ipv6.sh
: "${files:?}" "${nginx_site:?}"

fit_staged() {
  stage_capacity
  fit_ipv6
  # The parameter became a directive, and nginx warns of it.
  if is_version 1.25.1; then
    sed -i -E 's/^( *)(listen (\[::\]:)?[0-9]+ ssl) http2/\1\2/; s/^( *)listen 443 ssl;$/&\n\1http2 on;/' "$files$nginx_site"
  fi
}

# True if nginx is of this version or a later one.
is_version() { printf '%s\n' "$1" "$(nginx -v 2>&1 | grep -oE '[0-9]+(\.[0-9]+)+' | sed -n 1p)" | sort -VC; }
