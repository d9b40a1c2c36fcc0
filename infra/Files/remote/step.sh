#!/bin/bash
# Does one step on this VM, as root, alone, and within a time limit: its run, its undo, or its check.
#
#   step.sh run|undo|check|'remove PATH' STEP SCRIPT REVISION SECONDS [VARIABLE=VALUE...] <BUNDLE
#
# STEP is the resource's name, such as app1-upstream; SCRIPT its script below this folder, without its ending: run is
# SCRIPT.sh, the others SCRIPT.undo.sh and so on. The bundle on standard input is read whole before the script begins.
set -euo pipefail
export LC_ALL=C # what other programs say is read, and must not depend on the VM's language

lock=/run/enginsight-infra.lock
cd "$(dirname "$0")/.."

# Waits for another run that may still be busy here after its connection was lost. A check changes nothing, and waits
# for nobody.
supervise() {
  local seconds=$5 status=0 guard=(flock -w "$5" -E 75 -o "$lock")
  [ "$1" != check ] || guard=()
  "${guard[@]}" timeout -k 10 "$seconds" bash remote/step.sh inside "$@" || status=$?
  case $status in
  75) echo "another run has been busy on this VM for $seconds s; when it has ended, type the same again" >&2 ;;
  124 | 137) echo "$2 did not end within $seconds s and was stopped" >&2 ;;
  esac
  exit "$status"
}

[ "$1" = inside ] || supervise "$@"
# shellcheck disable=SC2034 # step and path are for the scripts
verb=${2%% *} path=${2#* } step=$3 script=$4 revision=$5
for variable in "${@:7}"; do printf -v "${variable%%=*}" %s "${variable#*=}"; done

source remote/stage.sh
unbundle

file=./$script.sh
[ "$verb" = run ] || file=./$script.$verb.sh
# shellcheck source=/dev/null
do_it() { source "$file"; }
is_current() { grep -qxF "$script $revision" revisions; }

case $verb in
run)
  is_current || {
    echo "$PWD holds other scripts than this stack last put there (a VM that was set back?);" \
      "put them back with: ./scripts/up --repair STACK" >&2
    exit 1
  }
  (do_it)
  # A step that has to run again after this one has this line among its inputs, and it is never the same.
  echo "$step ran at $(date -u +%FT%T.%NZ)"
  ;;
check)
  echo "checking $step" # a login shell may have said something before
  if ! is_current; then
    printf 'drift\tscript %s\tis not the one that the last deployment ran\n' "$script"
  elif [ -e "$file" ]; then
    (do_it)
  fi
  ;;
*) (do_it) ;;
esac
