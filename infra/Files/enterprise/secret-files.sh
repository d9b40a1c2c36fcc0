# The files with secrets on this VM, by their mode: the vendor's own are readable by all.
source remote/places.sh

secret_files() { find "${enterprise:?}/conf" -maxdepth 1 -name 'DEFAULT_*.conf' -perm 600 2>/dev/null || true; }
