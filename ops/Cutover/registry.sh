# Asks the registry for the images, as docker pull would, and prints "image REFERENCE STATUS" for each.
# Variables: server, scheme, images (references, one a line), ca (PEM certificate to trust, may be empty).
# Standard input: user and password, both may be empty: then the login that docker has is used. After them the
# environment variables by which the stack's HTTP proxy is known, if it has one.
: "${server:?}" "${scheme:?}" "${images?}" "${ca?}"

configured=$server
# The way that dockerd takes, or will take.
for pair in $(systemctl show docker -p Environment --value 2>/dev/null); do
  case ${pair%%=*} in
  HTTP_PROXY | HTTPS_PROXY | NO_PROXY | http_proxy | https_proxy | no_proxy) export "${pair?}" ;;
  esac
done

IFS= read -r user || true
IFS= read -r password || true
while IFS= read -r variable; do [ -z "$variable" ] || export "${variable?}"; done
trust=()
[ -z "$ca" ] || trust=(--cacert /dev/fd/9)
login=
if [ -n "$user" ]; then
  login=$(printf '%s:%s' "$user" "$password" | base64 -w0)
elif [ -r /root/.docker/config.json ]; then
  login=$(sed -n "/\"$server\"/,/}/s/.*\"auth\": *\"\([^\"]*\)\".*/\1/p" /root/.docker/config.json)
fi

# Everything that is secret reaches curl through its configuration, not its arguments.
ask() {
  local authorization=$1
  shift
  curl --silent --max-time 8 "${trust[@]}" \
    --config <([ -z "$authorization" ] || printf 'header = "Authorization: %s"\n' "$authorization") "$@" 9<<<"$ca"
}

status() {
  local server=${1%%/*} repository=${1#*/} scheme=$scheme login=$login tag url headers code realm service token
  # A reference without a host is Docker Hub's, and one without a slash is of its own library.
  if [[ $1 != */* ]] || [[ $server != *[.:]* && $server != localhost ]]; then
    server=registry-1.docker.io scheme=https login=
    repository=$1
    if [[ $1 != */* ]]; then repository=library/$1; fi
  elif [ "$server" != "$configured" ]; then
    scheme=https login=
  fi
  tag=${repository##*:}
  repository=${repository%:*}
  url=$scheme://$server/v2/$repository/manifests/$tag
  accept='application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json,
    application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json'
  accept="Accept: ${accept//$'\n'/}"
  headers=$(ask "${login:+Basic $login}" --head --header "$accept" "$url") || { echo unreachable; return; }
  code=$(awk 'NR == 1 { print $2 }' <<<"$headers")
  realm=$(sed -n 's/^[Ww]ww-[Aa]uthenticate: Bearer.*realm="\([^"]*\)".*/\1/p' <<<"$headers")
  if [ "$code" = 401 ] && [ -n "$realm" ]; then
    service=$(sed -n 's/.*service="\([^"]*\)".*/\1/p' <<<"$headers")
    token=$(ask "${login:+Basic $login}" --get --data-urlencode "service=$service" \
      --data-urlencode "scope=repository:$repository:pull" "$realm" |
      sed -n 's/.*"\(access_\)\{0,1\}token": *"\([^"]*\)".*/\2/p' | sed -n 1p)
    [ -z "$token" ] || code=$(ask "Bearer $token" --head --header "$accept" --output /dev/null --write-out '%{http_code}' "$url")
  fi
  echo "$code"
}

command -v curl >/dev/null || { echo "no-curl yes"; exit 0; }
for image in $images; do
  if docker image inspect "$image" >/dev/null 2>&1; then
    echo "image $image present"
  else
    echo "image $image $(status "$image")" &
  fi
done
wait
