# The steps' scripts themselves: brought to their places, or compared with what is there.
: "${verb:?}" "${step:?}"

unbundle
case $verb in
run)
  install_staged
  echo "$step ran at $(date -u +%FT%T.%NZ)"
  ;;
check)
  echo "checking $step"
  check_staged
  ;;
esac
