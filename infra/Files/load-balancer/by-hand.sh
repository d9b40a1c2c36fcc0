# A VM that balances the load already, as somebody has set it up by hand: by the vendor's text in
# sites-available/default or in ngs.conf, or in a file of his own. It goes on with the servers that it has, from the
# moment in which the site's files change, so that each of them can be taken out while the others serve.
: "${api_domain:?}" "${app_domain:?}" "${api_port:?}" "${ui_port:?}" "${nginx_site_link:?}" "${nginx_acme:?}"

# Words of a configuration as nginx -T prints it, a line each, behind the file that they stand in.
words() {
  awk '
    /^# configuration file / { file = $4; sub(/:$/, "", file); next }
    { sub(/(^|[ \t])#.*/, ""); gsub(/[;{}]/, " & "); for (i = 1; i <= NF; i++) print file, $i }' "$1"
}

# Enabled files besides ours that serve the two names and no other: each can be missed once the site is open.
sites_by_hand() {
  words "$1" | awk -v names=" $api_domain $app_domain " -v ours=" $nginx_site_link $nginx_acme " '
    $2 == "server_name" { naming = 1; next }
    $2 == ";" { naming = 0 }
    !naming || index(ours, " " $1 " ") || $2 ~ /^(_|""|localhost)$/ { next }
    index(names, " " tolower($2) " ") { serves[$1] = 1; next }
    { others[$1] = 1 }
    END { for (file in serves) if (!(file in others)) print file }' | sort
}

# True if ngs.conf is open, and somebody else has written it.
is_site_by_hand() {
  [ -e "$nginx_site_link" ] && systemctl is-active --quiet nginx &&
    ! grep -qE 'balancer_by_lua|/etc/nginx/enginsight/' "$nginx_site_link"
}

# Servers that requests go to on both ports: a line each, ADDRESS in|out.
servers_by_hand() {
  local host state address
  words "$1" | awk -v api="$api_port" -v ui="$ui_port" '
    previous == "server" && $2 != "{" || previous == "proxy_pass" { target = $2; down = 0 }
    target != "" && $2 == "down" { down = 1 }
    target != "" && $2 == ";" {
      sub(/^https?:\/\//, "", target); sub(/\/.*/, "", target)
      port = 80
      if (match(target, /:[0-9]+$/)) { port = substr(target, RSTART + 1); target = substr(target, 1, RSTART - 1) }
      gsub(/[][]/, "", target)
      if (port == api) has_api[target] = 1
      if (port == ui) has_ui[target] = 1
      if (down) out[target] = 1
      target = ""
    }
    { previous = $2 }
    END { for (host in has_api) if (host in has_ui) print host, host in out ? "out" : "in" }' |
    while read -r host state; do
      address=$(getent ahosts "$host" | awk 'NR == 1 { print $1 }')
      [ -z "$address" ] || echo "$address $state"
    done | sort -u
}

# put_away FILE: no longer enabled; what is no link is kept beside the other sites.
put_away() {
  local kept=/etc/nginx/sites-available/${1##*/}.by-hand
  if [ -L "$1" ]; then rm "$1"; else mkdir -p "${kept%/*}" && mv "$1" "$kept"; fi
  echo "changed: $1 is no longer enabled; its servers are the site's now"
}
