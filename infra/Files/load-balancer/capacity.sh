# As many clients as the VM can hold: a client's connection is one of nginx's and one to an app server, each with a file.
source remote/files.sh
: "${files:?}" "${worker_shutdown_timeout:?}"

nginx_conf=/etc/nginx/nginx.conf

stage_capacity() {
  local most connections lines=()
  most=$(most_files)
  connections=$((most < 33768 ? most - 1000 : 32768))
  # Debian's value, and ours; what an operator has chosen stays.
  if grep -qE "$(ours)" "$nginx_conf"; then
    mkdir -p "$files/etc/nginx"
    cp -p "$(readlink -f "$nginx_conf")" "$files$nginx_conf"
    sed -i -E "s/$(ours)/worker_connections $connections; # enginsight/" "$files$nginx_conf"
  fi
  is_set worker_rlimit_nofile || lines+=("worker_rlimit_nofile $most;")
  # Old workers go when their last connection does, and WebSockets last for hours.
  is_set worker_shutdown_timeout || lines+=("worker_shutdown_timeout ${worker_shutdown_timeout}s;")
  stage_file /etc/nginx/modules-enabled/90-enginsight.conf 0644 "$(printf '%s\n' "${lines[@]-}")"
}

ours() { echo 'worker_connections +((768|8192);|[0-9]+; # enginsight)'; }

# True if nginx.conf has this directive itself; a second one would be an error.
is_set() { grep -qE "^[[:space:]]*$1[[:space:]]" "$nginx_conf"; }

# Files that a worker may open here, up to what is of use.
most_files() {
  local hard
  hard=$(systemctl show -p MainPID --value nginx)
  hard=$(awk '/^Max open files/ { print $5 }' "/proc/$hard/limits" 2>/dev/null) || true
  hard=${hard:-$(ulimit -Hn)}
  if [ "$hard" = unlimited ] || [ "$hard" -gt 65536 ]; then hard=65536; fi
  echo "$hard"
}
