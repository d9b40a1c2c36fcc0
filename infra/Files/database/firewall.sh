# Drops everybody who has not been let through. ports: those of redis and MongoDB, separated by blanks.
source remote/files.sh
source database/closed-ports.sh
source database/vendor-rules.sh
: "${ports:?}"

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

refuse_strangers
all=$(all_ports)
stage_file "${closed:?}" 644 "$all"
install_staged
/usr/local/sbin/enginsight-firewall apply
remove_vendor_rules
echo "${all// /, } are closed to all others"
