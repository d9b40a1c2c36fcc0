# Programs on this VM do without the proxy again. dockerd first: its unit says until then that it is one of them.
source remote/files.sh
source remote/ownership.sh
source remote/through-proxy.sh
: "${proxy_environment:?}"

owned proxy || exit 0
rm -f "$proxy_environment"
restart_dockerd
staged | xargs -r rm -f
systemctl daemon-reload
forsake proxy
