# The vendor's text on load balancing closes MongoDB and redis by a line each at the end of iptables' INPUT. Those shut
# out the VM itself, and every app server that comes later. Our table closes the same ports to the same clients, so they
# go once it stands; whatever else the text or anybody has put there stays. ports: those that the table closes.

remove_vendor_rules() {
  local tool port file line
  for port in ${ports:?}; do
    for tool in iptables ip6tables; do
      while "$tool" --wait 30 -D INPUT -p tcp -m tcp --dport "$port" -j DROP 2>/dev/null; do
        echo "changed: the line of $tool that dropped $port for all others has gone; Enginsight's table does that"
      done
    done
    line="^ *(\[[0-9:]+\] )?-A INPUT -p tcp -m tcp --dport $port -j DROP *\$"
    for file in /etc/iptables/rules.v4 /etc/iptables/rules.v6; do
      grep -qsE -- "$line" "$file" || continue
      cp -p "$file" "$file.new"
      grep -vE -- "$line" "$file" >"$file.new"
      mv -f "$file.new" "$file"
      echo "changed: $file"
    done
  done
}
