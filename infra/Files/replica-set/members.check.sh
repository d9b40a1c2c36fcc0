# Each member is in the set, works, and has a vote; and nobody else is in it whom the program does not know.
source remote/report.sh
source replica-set/shell.sh

if ! command -v mongosh >/dev/null; then
  drift "replica set" "is not asked: mongosh is not installed"
else
  answer=$(ask_set check 2>"$stage/said") || drift "replica set" "is not asked: $(tail -n 1 "$stage/said")"
  printf '%s\n' "$answer"
fi
