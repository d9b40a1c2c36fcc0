# A kernel without IPv6 refuses its sockets: those lines of the staged files go.
: "${files:?}"

fit_ipv6() {
  [ -e /proc/net/if_inet6 ] || find "$files/etc/nginx" -type f -exec sed -i '/^ *listen \[::\]/d' {} +
}
