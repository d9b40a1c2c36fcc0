# Fetches the Debian packages of each role, with all that they depend on, as a bare Debian would have to:
#
#   packages.sh SUITE FOLDER ROLES ROLE=PACKAGE,... ...
#
# The Debian is made for this alone and thrown away; what this machine has installed does not matter. FOLDER gets the
# packages and the index that apt wants, the file ROLES the lines ROLE FILE INSTALLED-KB of what is for whom. What is in
# FOLDER already is not fetched again.
set -euo pipefail
export LC_ALL=C

suite=$1 folder=$2 lines=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder"

# Debian's own sources of this machine, in either format; other vendors' sources stay outside.
sources=$(grep -slE "^(Suites:(.* )?|deb .* )$suite( |\$)" /etc/apt/sources.list /etc/apt/sources.list.d/* || true)
if [ -z "$sources" ]; then
  sources=$work/debian.list
  for line in "debian $suite" "debian $suite-updates" "debian-security $suite-security"; do
    echo "deb http://deb.debian.org/$line main"
  done >"$sources"
fi
# How this machine reaches its mirror: proxy settings and the like.
apt_options=(--aptopt='Acquire::Languages "none"')
for file in $(grep -slE '^[[:space:]]*Acquire::(https?::|Check-|Retries|Force)' /etc/apt/apt.conf.d/* || true); do
  apt_options+=(--aptopt="$file")
done
[ -z "${http_proxy:-}" ] || apt_options+=(--aptopt="Acquire::http::Proxy \"$http_proxy\"")

cat >"$work/hook" <<'HOOK'
#!/bin/bash
# In the bare Debian: which files each role takes, and then the files.
set -euo pipefail
root=$1
archives=$root/var/cache/apt/archives
install=(apt-get -qq --yes --no-install-recommends)
# packages_of ROLE=PACKAGE,...: a ? marks what only some suites have.
packages_of() {
  local package wanted
  IFS=, read -ra wanted <<<"${1#*=}"
  for package in "${wanted[@]}"; do
    if [[ $package != *\? ]] || chroot "$root" apt-cache show "${package%\?}" >/dev/null 2>&1; then
      echo "${package%\?}"
    fi
  done
}

rm -f "$archives"/*.deb
for role in $roles; do
  mapfile -t packages < <(packages_of "$role")
  chroot "$root" "${install[@]}" --print-uris install "${packages[@]}" |
    awk -v role="${role%%=*}" '{ print role, $2 }' >>"$lines"
done
cut -d ' ' -f 2 "$lines" | sort -u | while read -r file; do
  if [ -e "$folder/$file" ]; then cp "$folder/$file" "$archives/"; fi
done
for role in $roles; do
  mapfile -t packages < <(packages_of "$role")
  chroot "$root" "${install[@]}" --download-only install "${packages[@]}" >/dev/null
done
cp -n "$archives"/*.deb "$folder/"
HOOK
chmod +x "$work/hook"
rm -f "$lines"
export folder lines roles="$*"
# shellcheck disable=SC2086 # one argument per source file
mmdebstrap --quiet --variant=apt "${apt_options[@]}" --skip=cleanup/apt,cleanup/reproducible \
  --customize-hook="$work/hook" "$suite" /dev/null $sources >&2

# Of an earlier attempt some may be here that the mirror has replaced since.
for file in "$folder"/*.deb; do
  grep -q " ${file##*/}\$" "$lines" || rm "$file"
done
for file in "$folder"/*.deb; do
  dpkg-deb --field "$file"
  printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' \
    "${file##*/}" "$(stat -c %s "$file")" "$(sha256sum <"$file" | cut -d ' ' -f 1)"
done >"$folder/Packages"
while read -r role file; do
  echo "$role $file $(dpkg-deb --field "$folder/$file" Installed-Size)"
done <"$lines" | sort >"$lines.new"
mv "$lines.new" "$lines"
