# The file in firewall.d that lets somebody through. It goes by the address, so that a VM whose name changes keeps its
# way in; a subnet's slash would be a folder.
source remote/places.sh

client_key() { echo "${1//\//_}"; }
client_file() { echo "${firewall_d:?}/$(client_key "$1")"; }
