# A registry that Docker reaches over http has to be named to it.
source enterprise/daemon-json.sh

insecure_registry=${insecure_registry-}

is_insecure() {
  docker info --format '{{range .RegistryConfig.IndexConfigs}}{{.Name}} {{.Secure}}{{"\n"}}{{end}}' 2>/dev/null |
    grep -xF "$insecure_registry false" >/dev/null
}

# shellcheck disable=SC2016 # perl's variables
allow_insecure() {
  if is_insecure; then return; fi
  if grep -qs '"insecure-registries"' "$daemon_json"; then
    edit_daemon 's/("insecure-registries"\s*:\s*\[)(\s*)(\]?)/"$1$2\"$ENV{value}\"" . ($3 || ", ")/e' \
      "$insecure_registry" is_insecure
  else
    set_daemon "\"insecure-registries\": [\"$insecure_registry\"]" is_insecure
  fi || {
    echo "dockerd does not take $insecure_registry into its insecure-registries (registry.insecure): see" \
      "$daemon_json and systemctl cat docker" >&2
    exit 1
  }
}
