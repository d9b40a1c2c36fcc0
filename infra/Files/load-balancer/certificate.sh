# Certificate and key, together or not at all.
source remote/ownership.sh
source load-balancer/nginx.sh

try_staged
install_staged
own certificate
if [ -n "$changed" ]; then reload; fi
