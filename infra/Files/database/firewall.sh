# Drops everybody who has not been let through. clients: a line with step and address of each who has. ports: those of
# redis and MongoDB, separated by blanks.
source remote/files.sh
source remote/ownership.sh
source database/client-file.sh
source database/vendor-rules.sh
: "${clients:?}" "${ports:?}"

closed=${firewall_d:?}/closed

# Ports that are closed already; the version before closed two, and did not say which.
closed_ports() {
  local ports
  [ -e "$closed" ] || return 0
  ports=$(<"$closed")
  echo "${ports:-27017 6379}"
}

# Whoever is connected at this moment to a port that is still open is somebody's backup, monitoring, or replica set.
refuse_strangers() {
  local port open=() strangers
  for port in $ports; do
    case " $(closed_ports) " in *" $port "*) ;; *) open+=("$port") ;; esac
  done
  [ ${#open[@]} -ne 0 ] || return 0
  strangers=$(/usr/local/sbin/enginsight-firewall strangers "${open[@]}")
  [ -n "$strangers" ] || return 0
  {
    echo "these are in no list and would be shut out, so nothing was closed; write them into database.allow (name and" \
      "address), or end what they run:"
    echo "$strangers"
  } >&2
  exit 1
}

# Addresses that a client of the list had before; those of clients that have left the list go last, with their own undo.
forget_former_addresses() {
  local file key
  for file in "$firewall_d"/*; do
    key=${file##*/}
    if [ "$key" = closed ] || grep -qxF "$key" <<<"$keys"; then continue; fi
    if grep -q "^$(owner "firewall/$key") " <<<"$clients"; then
      rm "$file"
      forsake "firewall/$key"
    fi
  done
}

keys=$(while read -r _ address; do client_key "$address"; done <<<"$clients")
refuse_strangers
forget_former_addresses
stage_file "$closed" 644 "$ports"
install_staged
/usr/local/sbin/enginsight-firewall apply
remove_vendor_rules
echo "${ports// /, } are closed to all others"
