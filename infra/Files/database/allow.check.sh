# The file that lets somebody through.
source remote/report.sh
source database/client-file.sh
: "${client:?}" "${address:?}"

stage_file "$(client_file "$address")" 644 "$address $client"
check_staged
