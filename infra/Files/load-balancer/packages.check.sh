# nginx is installed, and starts with the VM.
source remote/report.sh

if grep -q 'worker_connections 768;' /etc/nginx/nginx.conf 2>/dev/null; then
  drift "worker_connections in /etc/nginx/nginx.conf" "is 768, should be 8192"
else
  ok "worker_connections in /etc/nginx/nginx.conf"
fi
check_unit nginx enabled
