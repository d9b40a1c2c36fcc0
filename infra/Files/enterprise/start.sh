# Starts the containers of a server that serves nobody, which needs no turn: new servers start side by side, and one that
# failed, or that a failed run left out, comes back first, so that the others can be changed. One that serves waits.
# No check: the containers step has it.
source enterprise/bring-up.sh
source enterprise/health.sh
source enterprise/other-database.sh
: "${ui_port:?}" "${api_port:?}"

# A server that failed on one port may serve on the other; while its containers are being changed, it does not.
serves() {
  if [ -e "$unfinished" ]; then
    answers 127.0.0.1
  else
    port_answers 127.0.0.1 "$ui_port" || port_answers 127.0.0.1 "$api_port"
  fi
}

cd "$enterprise"
# A single server's own reverse proxy holds port 80 until the containers step.
if systemctl is-active --quiet nginx || serves; then
  echo "unchanged: containers"
  exit 0
fi
if [ -e "$moving" ]; then
  echo "unchanged: containers, until all others have stopped as well"
  exit 0
fi
known=$(containers --all)
render_all
bring_up
if [ -n "$known" ]; then wait_answering; fi
echo "containers start"
