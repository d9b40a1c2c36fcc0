# Installs Debian packages: only the missing ones, waiting for another apt, never asking, and never at the price of a
# package that is there.
source remote/through-proxy.sh

apt_log=/var/log/enginsight-infra-apt.log
# apt's words are read here, and a kept configuration file is never asked about.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none NEEDRESTART_MODE=l
# Seconds for which another apt is waited for, all waits together: the script's own limit leaves time for the rest.
apt_patience=480
# Where a bundle was brought to this VM, its packages are all that apt sees: the VM's own sources may name mirrors that
# nobody reaches, and its own lists stay what they are.
apt_options=()
if [ -n "${bundle-}" ]; then
  printf 'deb [trusted=yes] file:%s/packages ./\n' "$bundle" >"$bundle/sources.list"
  mkdir -p "$bundle/lists/partial"
  apt_options=(-o Dir::Etc::SourceList="$bundle/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::State::Lists="$bundle/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=)
fi

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
  apt_deadline=$((SECONDS + apt_patience))
  have_lists || apt_update || apt_failed "${missing[@]}"
  refuse_removals "${missing[@]}"
  # Lists of yesterday may name packages that the mirror has replaced since; and what that takes may be another matter.
  apt_get install "${missing[@]}" ||
    { apt_update && refuse_removals "${missing[@]}" && apt_get install "${missing[@]}"; } ||
    apt_failed "${missing[@]}"
  echo "installed: ${missing[*]}"
}

apt_failed() {
  echo "apt-get could not install $*; the end of $apt_log:" >&2
  tail -n 15 "$apt_log" >&2
  exit 1
}

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

have_lists() {
  [ -z "${bundle-}" ] && [ -n "$(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null)" ]
}

# Debian's packages exclude one another, such as iptables-persistent and ufw; with -y apt takes away what is there.
refuse_removals() {
  local removed
  removed=$(apt-get --simulate -qq --no-install-recommends "${apt_options[@]}" install "$@" 2>/dev/null |
    sed -n 's/^Remv \([^ ]*\).*/\1/p') || return 0 # what is wrong is said by the installation
  [ -n "$removed" ] || return 0
  echo "apt would have to remove ${removed//$'\n'/, } to install $*; nothing was done." \
    "See what needs it (apt-get --simulate install $*), and remove it yourself if it can go" >&2
  exit 1
}

apt_get() {
  local left=$((apt_deadline - SECONDS))
  if [ "$1" = install ]; then configure_interrupted; fi
  through_proxy apt-get "$1" -qq -y --no-remove --no-install-recommends \
    -o DPkg::Lock::Timeout=$((left > 0 ? left : 0)) -o Dpkg::Use-Pty=0 \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "${apt_options[@]}" \
    "${@:2}" </dev/null >>"$apt_log" 2>&1
}

# A run that was killed may have left dpkg in the middle; or another apt is at work, and dpkg does not get its lock.
configure_interrupted() {
  [ -n "$(dpkg --audit 2>/dev/null)" ] || return 0
  dpkg --configure --force-confdef --force-confold -a </dev/null >>"$apt_log" 2>&1 || true
}

# apt waits for dpkg's lock by itself, but not for the one on its lists.
apt_update() {
  local waited=
  until apt_get update; do
    tail -n 5 "$apt_log" | grep 'Could not get lock' >/dev/null || return 1
    if [ "$SECONDS" -ge "$apt_deadline" ]; then
      echo "another apt has held its lock for $apt_patience s:" \
        "$(tail -n 5 "$apt_log" | grep 'Could not get lock' | sed -n 1p)" >&2
      return 1
    fi
    [ -n "$waited" ] || echo "waiting for another apt to finish"
    waited=yes
    sleep 2
  done
}
