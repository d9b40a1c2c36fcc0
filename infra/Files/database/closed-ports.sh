# The ports that the firewall closes: those of the stack file, and each that it has closed before. A URI that leads to
# another port may be a slip, or a move whose old MongoDB still runs here; only "enginsight-firewall remove" opens one.
source remote/places.sh

closed=${firewall_d:?}/closed

# The version before closed two, and did not say which.
closed_ports() {
  local ports
  [ -e "$closed" ] || return 0
  ports=$(<"$closed")
  echo "${ports:-27017 6379}"
}

# ports: those of the stack file.
all_ports() {
  local port all=${ports:?}
  for port in $(closed_ports); do
    case " $all " in *" $port "*) ;; *) all+=" $port" ;; esac
  done
  echo "$all"
}
