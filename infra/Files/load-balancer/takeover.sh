# App servers as the version before listed them: a file of nginx for each, named after the VM.
# shellcheck disable=SC2034 # by those who source this
former_places=(/etc/nginx/enginsight/apiServers /etc/nginx/enginsight/appServers)

# Lines of the servers' file.
former_servers() {
  cat "${former_places[0]}"/*.conf 2>/dev/null |
    sed -nE 's/^server \[?([^] ]*)\]?:8080 down;/\1 out/p; t; s/^server \[?([^] ]*)\]?:8080 .*/\1 in/p' | sort
}
