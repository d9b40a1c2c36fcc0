# Takes a file away that lets somebody through whom the program does not know.
: "${path:?}"

rm -f "$path"
/usr/local/sbin/enginsight-firewall apply
