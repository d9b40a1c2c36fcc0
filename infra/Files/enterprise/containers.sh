# Brings the containers to the configured versions and settings; only those whose image or files changed are replaced.
# Standard input: the moment from which this server takes no new requests.

cd /opt/enginsight/enterprise

# The vendor's placeholders become values here, so that no secret stands in a file that a preview shows.
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
  chmod "$mode" "$file.production.new"
  if cmp -s "$file.production.new" "$file.production" && [ "$(stat -c %a "$file.production")" = "$mode" ]; then
    rm "$file.production.new"
  else
    mv -f "$file.production.new" "$file.production"
    echo "changed: $PWD/$file.production"
  fi
}

# Compose compares what the labels say; a changed file behind a bind mount it does not see.
sum() { sha256sum "$1" | cut -d ' ' -f 1; }

render conf/services/config.json 600
environment="CONFIG_SHA256=$(sum conf/services/config.json.production)"
if [ -f conf/ui-m1/environment.js ]; then
  render conf/ui-m1/environment.js 644
  environment+=$'\n'"ENVIRONMENT_SHA256=$(sum conf/ui-m1/environment.js.production)"
fi
printf '%s\n' "$environment" >.env.new
mv -f .env.new .env

echo "starting containers"
before=$(docker ps -q --no-trunc | sort)
compose up -d --remove-orphans </dev/null >/run/enginsight-compose.log 2>&1 || {
  echo "compose could not start the containers:" >&2
  tail -n 15 /run/enginsight-compose.log >&2
  exit 1
}
[ "$before" != "$(docker ps -q --no-trunc | sort)" ] || echo "unchanged: containers"
