# What the containers read, and the containers themselves. Standard input: all files of /opt/enginsight/enterprise.
# Prints besides: env NAME=VALUE, docker, image REFERENCE ID, stale SERVICE, container JSON.

root=/opt/enginsight/enterprise
unbundle
(cd "$stage$root" && render_all >/dev/null)
secret=yes check_file "$root/conf/services/config.json.production"
[ ! -e "$stage$root/conf/ui-m1" ] || check_file "$root/conf/ui-m1/environment.js.production"
check_file "$root/.env"
sed 's/^/env\t/' "$stage$root/.env"

if ! systemctl is-active --quiet docker; then
  drift "containers" "are away: Docker is off"
  exit 0
fi
printf 'docker\tanswers\n'
stale | sed 's/^/stale\t/'
for image in $images; do
  docker image inspect --format "image{{\"\\t\"}}$image{{\"\\t\"}}{{.Id}}" "$image" 2>/dev/null || true
done
mapfile -t ids < <(docker ps -aq --filter label=com.docker.compose.project=enterprise)
[ ${#ids[@]} -ne 0 ] || exit 0
format='container{{"\t"}}{"name": {{json .Name}}, "image": {{json .Config.Image}}, "imageId": {{json .Image}},'
format+=' "state": {{json .State.Status}}, "hostname": {{json .Config.Hostname}}, "labels": {{json .Config.Labels}},'
format+=' "ports": {{json .HostConfig.PortBindings}}, "mounts": {{json .Mounts}},'
format+=' "restart": {{json .HostConfig.RestartPolicy.Name}}}'
docker inspect --format "$format" "${ids[@]}"
