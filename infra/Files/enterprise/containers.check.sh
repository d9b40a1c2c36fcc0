# What the containers read, and the containers themselves, whose comparison with the compose file is the caller's.
# Prints besides: compose LINE of the file, env NAME=VALUE, docker, image REFERENCE ID, stale SERVICE, container JSON.
source remote/places.sh
source remote/report.sh
source enterprise/render.sh
: "${files:?}" "${images:?}"

# Filled in once more from what is on the VM; the files that this is made of are compared by their own steps.
root=${enterprise:?}
mkdir -p "$files$root"
cp -a "$root/conf" "$root/docker-compose.yml" "$files$root/"
(cd "$files$root" && find . -name '*.production' -delete && rm -rf conf/services/ssl && render_all >/dev/null)
folder_mode=$(stat -c %a "$root/conf/services" 2>/dev/null) || true
[ "$folder_mode" = 700 ] || drift "$root/conf/services" "is ${folder_mode:-missing}, should be 700"
secret=yes check_file "$root/conf/services/config.json.production"
[ ! -e "$files$root/conf/ui-m1/environment.js.production" ] || check_file "$root/conf/ui-m1/environment.js.production"
check_file "$root/.env"
for file in "$files$root"/conf/services/ssl/*; do
  [ ! -e "$file" ] || secret=yes check_file "${file#"$files"}"
done
(cd "$root" && old_tls) | while read -r file; do drift "$root/$file" "is there, and no longer configured"; done
sed 's/^/compose\t/' "$root/docker-compose.yml"
sed 's/^/env\t/' "$files$root/.env"

if ! systemctl is-active --quiet docker; then
  drift "containers" "are away: Docker is off"
  exit 0
fi
printf 'docker\tanswers\n'
stale | sed 's/^/stale\t/'
for image in $images; do
  docker image inspect --format "image{{\"\\t\"}}$image{{\"\\t\"}}{{.Id}}" "$image" 2>/dev/null || true
done
mapfile -t ids < <(containers --all)
[ ${#ids[@]} -ne 0 ] || exit 0
format='container{{"\t"}}{"name": {{json .Name}}, "image": {{json .Config.Image}}, "imageId": {{json .Image}},'
format+=' "state": {{json .State.Status}}, "hostname": {{json .Config.Hostname}}, "labels": {{json .Config.Labels}},'
format+=' "ports": {{json .HostConfig.PortBindings}}, "mounts": {{json .Mounts}},'
format+=' "restart": {{json .HostConfig.RestartPolicy.Name}}}'
docker inspect --format "$format" "${ids[@]}"
