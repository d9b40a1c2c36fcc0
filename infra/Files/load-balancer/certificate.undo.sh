# Takes the key and its certificate away, unless nginx has a use for them still: certificatePath may lead to them.
source remote/ownership.sh
source remote/places.sh
: "${nginx_certificate:?}" "${nginx_key:?}"

owned certificate || exit 0
enabled=$(nginx -T 2>/dev/null) || enabled=$nginx_key
if grep -F -e "$nginx_key" -e "$nginx_certificate" <<<"$enabled" >/dev/null; then
  echo "left in place: $nginx_key, which nginx uses"
  exit 0
fi
rm -f "$nginx_certificate" "$nginx_key"
forsake certificate
echo "removed: $nginx_key"
