# Installs Debian packages: only the missing ones, waiting for another apt, never asking.

apt_log=/var/log/enginsight-infra-apt.log

apt_install() {
  local package missing=()
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    echo "unchanged: packages $*"
    return
  fi
  echo "installing ${missing[*]}"
  # A run that was killed may have left dpkg in the middle.
  dpkg --configure -a </dev/null >>"$apt_log" 2>&1 || true
  have_lists || apt_update
  # Lists of yesterday may name packages that the mirror has replaced since.
  apt_run install "${missing[@]}" || { apt_update && apt_run install "${missing[@]}"; } || {
    echo "apt-get could not install ${missing[*]}; the end of $apt_log:" >&2
    tail -n 15 "$apt_log" >&2
    return 1
  }
  echo "installed: ${missing[*]}"
}

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

have_lists() {
  [ -n "$(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null)" ]
}

apt_run() {
  local verb=$1
  shift
  DEBIAN_FRONTEND=noninteractive apt-get "$verb" -qq -y --no-install-recommends \
    -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
    "$@" </dev/null >>"$apt_log" 2>&1
}

# apt waits for dpkg's lock by itself, but not for the one on its lists.
apt_update() {
  local waited=0
  until apt_run update; do
    if [ "$waited" -ge 600 ] || ! tail -n 5 "$apt_log" | grep -q 'Could not get lock'; then return 1; fi
    [ "$waited" -ne 0 ] || echo "waiting for another apt to finish"
    sleep 2
    waited=$((waited + 2))
  done
}
