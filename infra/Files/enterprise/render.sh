# The vendor's placeholders become values here, on the VM, so that no secret stands in a file that a preview shows.
source enterprise/compose.sh

# Makes NAME.production of each template below the current folder, and .env with their checksums.
render_all() {
  local environment
  # The containers' users, which the images choose, have to read it: the folder is what keeps others of this VM away,
  # and a mounted file is reached without it.
  chmod 700 conf/services
  render conf/services/config.json 644
  environment="CONFIG_SHA256=$(sum conf/services/config.json.production)"
  # By what is mounted: a VM that had another role may still have the other's files.
  if grep -qs ENVIRONMENT_SHA256 docker-compose.yml; then
    render conf/ui-m1/environment.js 644
    environment+=$'\n'"ENVIRONMENT_SHA256=$(sum conf/ui-m1/environment.js.production)"
  fi
  render_tls
  printf '%s\n' "$environment" >.env.new
  chmod 644 .env.new
  mv -f .env.new .env
}

render() {
  local file=$1 mode=$2
  if [ -d "$file.production" ]; then rmdir "$file.production"; fi
  (umask 077 && perl -pe '
    sub value {
      my ($name) = @_;
      open my $in, "<", "conf/DEFAULT_$name.conf" or die "conf/DEFAULT_$name.conf is missing\n";
      local $/; my $text = <$in>; $text =~ s/\n\z//;
      $text =~ s/(["\\])/\\$1/g;
      return $text;
    }
    s/%%([A-Z_]+)%%/value($1)/ge;
  ' "$file" >"$file.production.new")
  if cmp -s "$file.production.new" "$file.production"; then
    rm "$file.production.new"
  else
    mv -f "$file.production.new" "$file.production"
    echo "changed: $PWD/$file.production"
  fi
  chown root:root "$file.production"
  chmod "$mode" "$file.production"
}

# The files of MongoDB over TLS, in a copy: a container that starts anew before its turn, or after that has failed,
# must find those that it had.
render_tls() {
  local file mounted
  for file in conf/mongodb/*; do
    mounted=conf/services/ssl/${file##*/}
    if [ ! -e "$file" ] || { cmp -s "$file" "$mounted" && [ "$(stat -c %a:%u:%g "$mounted")" = 644:0:0 ]; }; then
      continue
    fi
    if [ -d "$mounted" ]; then rmdir "$mounted"; fi
    mkdir -p conf/services/ssl
    install -m 644 "$file" "$mounted.new"
    mv -f "$mounted.new" "$mounted"
    echo "changed: $PWD/$mounted"
  done
}

# Of these files, the ones that no container mounts any more.
old_tls() {
  local mounted
  for mounted in conf/services/ssl/*; do
    if [ -f "$mounted" ] && [ ! -e "conf/mongodb/${mounted##*/}" ]; then echo "$mounted"; fi
  done
}

# Compose compares what the labels say; a changed file behind a bind mount it does not see.
sum() { sha256sum "$1" | cut -d ' ' -f 1; }

# Services whose container started before a file that it reads was written: it holds on to the old one.
stale() {
  local id service started source
  # shellcheck disable=SC2119 # no option means those that run
  for id in $(containers); do
    docker inspect --format '{{$service := index .Config.Labels "com.docker.compose.service"}}{{$at := .State.StartedAt
      }}{{range .Mounts}}{{if eq .Type "bind"}}{{$service}} {{$at}} {{.Source}}{{"\n"}}{{end}}{{end}}' "$id"
  done | while read -r service started source; do
    if [ -n "$source" ] && [ -n "$(find "$source" -newermt "$started")" ]; then echo "$service"; fi
  done | sort -u
}
