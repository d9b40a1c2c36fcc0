# The file that lets one VM through.
source remote/places.sh
source remote/report.sh
: "${vm:?}" "${address:?}"

stage_file "${firewall_d:?}/$address" 644 "$address $vm"
check_staged
