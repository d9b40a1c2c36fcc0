# Signs a file: sign.sh KEY FILE. KEY is a private key, or the public one of a key that ssh-agent holds; for a
# passphrase ssh-keygen asks on the terminal.
set -euo pipefail

ssh-keygen -q -Y sign -f "$1" -n enginsight-bundle "$2" >/dev/null
