# Changes nginx's files only in ways that nginx itself accepts.

# Tests the configuration as it would be with the staged files, on a copy that only the test sees.
try_staged() {
  local copy
  copy=$(mktemp -d /run/enginsight-nginx.XXXXXX)
  cp -a /etc/nginx/. "$copy"
  if [ -d "$stage/etc/nginx" ]; then cp -a "$stage/etc/nginx/." "$copy"; fi
  # shellcheck disable=SC2016 # expanded by the inner shell
  if ! unshare --mount sh -c 'mount --bind "$1" /etc/nginx && nginx -t -q' sh "$copy"; then
    rm -rf "$copy"
    echo "nginx does not accept the new configuration (see above); the running one stays" >&2
    return 1
  fi
  rm -rf "$copy"
}

# Running requests end with the old workers, new ones begin with the new configuration: all of them, once this is done.
reload() {
  local before deadline=$((SECONDS + 10))
  if ! systemctl is-active --quiet nginx; then
    systemctl restart nginx
    return
  fi
  before=$(workers)
  systemctl reload nginx
  while grep -qxFf <(printf '%s\n' "$before") <(workers); do
    if [ "$SECONDS" -ge "$deadline" ]; then
      echo "nginx goes on with the old configuration; see: journalctl -u nginx, /var/log/nginx/error.log" >&2
      return 1
    fi
    sleep 0.05
  done
}

# Workers that take requests; those that are shutting down call themselves differently.
workers() { grep -slxzE 'nginx: worker process *' /proc/[0-9]*/cmdline || true; }
