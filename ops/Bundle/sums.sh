# Writes checksums of all that runs on the admin machine, which looks at them before it starts any of it:
# sums.sh FOLDER FILE.
set -euo pipefail

cd "$1"
find program scripts infra up Pulumi.yaml -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum >"$2"
