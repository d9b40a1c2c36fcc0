# The images that the containers are made of. Docker is not asked where it is off: the question would start it.
source remote/report.sh
: "${images:?}"

systemctl is-active --quiet docker || exit 0
for image in $images; do
  if docker image inspect "$image" >/dev/null 2>&1; then ok "image $image"; else drift "image $image" "is missing"; fi
done
