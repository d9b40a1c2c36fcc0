# Docker runs, and no nginx holds its ports.

check_unit docker enabled
check_unit docker active
for state in active enabled; do
  if systemctl "is-$state" --quiet nginx 2>/dev/null; then drift "service nginx" "is $state, should be off"; fi
done
ok "no nginx"
