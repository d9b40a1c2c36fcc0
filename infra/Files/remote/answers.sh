# What an app server answers, asked from here and now.
source remote/address.sh
source remote/places.sh
: "${api_health_path:?}" "${ui_health_path:?}" "${healthy_below:?}"

# port_answers ADDRESS PORT: true if it is healthy; $answer says what came.
port_answers() {
  local path=$api_health_path code
  [ "$2" = "${api_port:?}" ] || path=$ui_health_path
  # A proxy that the VM's environment names is not for its neighbours.
  code=$(curl --silent --globoff --noproxy '*' --output /dev/null --max-time 3 --write-out '%{http_code}' \
    "http://$(url_address "$1"):$2$path") || code=000
  # shellcheck disable=SC2034 # by those who source this
  case $code in
  000) answer="$(url_address "$1"):$2 does not answer" ;;
  *) answer="$(url_address "$1"):$2 answers $code" ;;
  esac
  [ "$code" -ge 200 ] && [ "$code" -lt "$healthy_below" ]
}

# True if both ports are healthy.
answers() { port_answers "$1" "$api_port" && port_answers "$1" "${ui_port:?}"; }
