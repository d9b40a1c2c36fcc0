# The rules as they are, against those that the files of firewall.d ask for.
source remote/ownership.sh
source remote/places.sh
source remote/report.sh
source database/closed-ports.sh
: "${ports:?}"

for file in "${firewall_d:?}"/*; do
  name=${file##*/}
  [ "$name" = closed ] || [ ! -e "$file" ] || [ -n "$(owner "firewall/$name")" ] || extra "$file"
done
stage_file "$closed" 644 "$(all_ports)"
check_staged
if /usr/local/sbin/enginsight-firewall check >"${stage:?}/difference" 2>&1; then
  ok "firewall rules"
else
  drift "firewall rules" "differ"
  sed '1,2d; /^@@/d; 45q; s/^/|\t/' "$stage/difference"
fi
