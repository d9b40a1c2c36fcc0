# Takes a file out of an upstream that the program did not put there.
source load-balancer/nginx.sh
: "${path:?}"

try_staged "$path"
rm -f "$path"
reload
