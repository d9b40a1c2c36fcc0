# The version before this one kept its rules in iptables' INPUT, in front of all others, and in the files of
# iptables-persistent. There they let the Enginsight VMs past rules of this VM that deny them; the table does not.

old_chain=ENGINSIGHT

old_tools() {
  local tool
  for tool in iptables ip6tables; do
    if "$tool" --wait 30 -S "$old_chain" >/dev/null 2>&1; then echo "$tool"; fi
  done
}

# Asked before anything is changed: without the old chain, is every client that it lets through still let in?
refuse_denied() {
  local tool rules address port denied=
  for tool in $(old_tools); do
    rules=$("$tool" --wait 30 -S | grep -v -e "^-A $old_chain " -e "-j $old_chain\$")
    grep -qE '^-P INPUT DROP|^-A INPUT .*-j (DROP|REJECT)|^-A INPUT -j ' <<<"$rules" || continue
    while read -r address port; do
      ! grep -qE -- "^-A .*-s $address .*--dports? ([0-9:,]+,)?${port}[ ,].*-j ACCEPT" <<<"$rules" || continue
      denied+="$tool -I INPUT -s $address -p tcp --dport $port -j ACCEPT"$'\n'
    done < <("$tool" --wait 30 -S "$old_chain" | sed -nE 's/.* -s ([^ ]+) .*--dport ([0-9]+) .*/\1 \2/p')
  done
  [ -z "$denied" ] || {
    {
      echo "this VM's own firewall denies what Enginsight's rules have let past it, and no longer will; nothing" \
        "was changed. Allow it where those rules are kept (ufw allow proto tcp from ADDRESS to any port PORT), as in:"
      printf '%s' "$denied"
    } >&2
    exit 1
  }
}

# Once the table stands.
remove_old_rules() {
  local tool file
  for tool in $(old_tools); do
    while "$tool" --wait 30 -D INPUT -p tcp -m multiport --dports 27017,6379 -j "$old_chain" 2>/dev/null; do :; done
    "$tool" --wait 30 -F "$old_chain"
    "$tool" --wait 30 -X "$old_chain"
    echo "changed: the chain $old_chain of $tool has gone"
  done
  for file in /etc/iptables/rules.v4 /etc/iptables/rules.v6; do
    grep -qs "$old_chain" "$file" || continue
    cp -p "$file" "$file.new"
    grep -vE "^(\[[0-9:]+\] )?(:$old_chain |-A $old_chain |-A INPUT .*-j $old_chain\$)" "$file" >"$file.new"
    mv -f "$file.new" "$file"
    echo "changed: $file"
  done
}
