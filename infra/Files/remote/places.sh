# Ports and paths that several scripts and files name. The program reads this file too: each stands here, and only here.
# shellcheck disable=SC2034 # used where this file is sourced

# The vendor's ports: ui-m1, server-m2, MongoDB, redis.
ui_port=80
api_port=8080
mongodb_port=27017
redis_port=6379

# The vendor's installation on a Docker VM; the folder's name is the compose project's.
enterprise=/opt/enginsight/enterprise

# The load balancer's files, beside what else nginx has there. balancer.lua reads the servers and the verdicts on them,
# and is told so by its socket.
nginx_servers=/etc/nginx/enginsight/servers
nginx_balancer=/etc/nginx/enginsight/balancer.lua
nginx_unhealthy=/run/enginsight/unhealthy
nginx_socket=/run/enginsight/balancer.sock
nginx_site=/etc/nginx/sites-available/ngs.conf
nginx_site_link=/etc/nginx/sites-enabled/ngs.conf
nginx_certificate=/etc/nginx/ssl/fullchain.pem
nginx_key=/etc/nginx/ssl/privkey.pem
# With a certificate by ACME: the port 80 part of the site, which is open before the rest and answers the CA.
nginx_acme=/etc/nginx/sites-enabled/00-enginsight-acme.conf
acme_webroot=/var/lib/enginsight/acme

# VMs that the database's firewall lets through: a file each.
firewall_d=/etc/enginsight/firewall.d

# Environment variables of programs that go through the site's HTTP proxy.
proxy_environment=/etc/enginsight/proxy.env
