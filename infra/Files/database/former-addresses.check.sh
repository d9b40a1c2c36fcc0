# That nobody is let through where a client of the list was before.
source remote/report.sh
source database/moved-clients.sh

former=$(former_addresses)
if [ -z "$former" ]; then ok "former addresses"; else drift "former addresses" "let through: ${former//$'\n'/, }"; fi
