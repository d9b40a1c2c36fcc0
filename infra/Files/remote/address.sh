# url_address ADDRESS: as it stands in URLs, in nginx's files and in ss' filters: IPv6 in brackets.
url_address() { case $1 in *:*) printf '[%s]' "$1" ;; *) printf '%s' "$1" ;; esac }
