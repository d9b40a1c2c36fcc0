# The files with secrets on this VM, by their mode: the vendor's own are readable by all; and those for MongoDB over
# TLS.
source remote/places.sh

secret_files() {
  find "${enterprise:?}/conf" -maxdepth 1 -name 'DEFAULT_*.conf' -perm 600 2>/dev/null || true
  find "$enterprise/conf/mongodb" -type f 2>/dev/null || true
}
