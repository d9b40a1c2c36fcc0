# Certificate and key, together or not at all.
source load-balancer/nginx.sh

try_staged
install_staged
if [ -n "$changed" ]; then reload; fi
