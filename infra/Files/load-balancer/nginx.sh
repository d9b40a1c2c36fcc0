# Changes nginx's files only in ways that nginx itself accepts.
source remote/files.sh
source remote/wait.sh
: "${stage:?}" "${files:?}"

# try_staged [PATH...]: tests the configuration as it would be with the staged files, and without those paths, on a copy
# that only the test sees. $stage/dump holds what nginx made of it.
try_staged() {
  local copy=$stage/nginx gone
  rm -rf "$copy"
  cp -a /etc/nginx "$copy"
  if [ -d "$files/etc/nginx" ]; then cp -a "$files/etc/nginx/." "$copy"; fi
  for gone; do rm -f "$copy/${gone#/etc/nginx/}"; done
  # shellcheck disable=SC2016 # expanded by the inner shell
  unshare --mount sh -c 'mount --bind "$1" /etc/nginx && nginx -T' sh "$copy" >"$stage/dump" 2>"$stage/said" || {
    grep -v '\[notice\]' "$stage/said" >&2
    echo "nginx does not accept the new configuration (see above); the running one stays" >&2
    return 1
  }
}

# Running requests end with the old workers, new ones begin with the new configuration: all of them, once this is done.
reload() {
  local before
  if ! systemctl is-active --quiet nginx; then
    systemctl restart nginx
    return
  fi
  before=$(workers)
  systemctl reload nginx
  wait_until 10 renewed "$before" || {
    echo "nginx goes on with the old configuration; see: journalctl -u nginx, /var/log/nginx/error.log" >&2
    return 1
  }
}

# True once none of the given workers takes requests.
renewed() { ! grep -qxFf <(printf '%s\n' "$1") <(workers); }

# Workers that take requests; those that are shutting down call themselves differently.
workers() { grep -slxzE 'nginx: worker process *' /proc/[0-9]*/cmdline || true; }
