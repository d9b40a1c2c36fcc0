# The stack has one database VM again, and it is this one: it stays in the set, and the other members leave, before the
# doors between them close. Where nothing has said so to this VM the whole stack goes, and the set stays as it is.
source replica-set/shell.sh

if grep -q '^replica-set/members ' revisions; then
  echo "left alone: $set"
else
  ask_set leave
fi
