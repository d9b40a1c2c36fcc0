# Where clients were before. clients: a line with step and address of each whose former addresses are meant.
source remote/ownership.sh
source database/client-file.sh
: "${clients:?}"

# The files in firewall.d that belong to one of the steps and are not for its address.
former_addresses() {
  local now who address file key
  now=$(while read -r who address; do echo "$who $(client_key "$address")"; done <<<"$clients")
  for file in "${firewall_d:?}"/*; do
    key=${file##*/}
    who=$(owner "firewall/$key")
    if [ -n "$who" ] && grep -q "^$who " <<<"$clients" && ! grep -qxF "$who $key" <<<"$now"; then echo "$key"; fi
  done
}
