# Says what is as the program left it, and what is not. Changes nothing outside the staging folder.
# Lines: ok SUBJECT, drift SUBJECT PROBLEM, extra PATH, and | before each line of a difference; tabs between the words.
source remote/files.sh
: "${files:?}"

# yes: the files of this step hold secrets, and are only said to differ.
secret=no

ok() { printf 'ok\t%s\n' "$1"; }
drift() { printf 'drift\t%s\t%s\n' "$1" "$2"; }

# A file that the program did not put there; the step's remove takes it away.
extra() { printf 'extra\t%s\n' "$1"; }

# Compares all staged files with those in their places.
check_staged() {
  local path
  while IFS= read -r path; do check_file "$path"; done < <(staged)
}

# The difference is shown only where nothing in the file is secret.
check_file() {
  local path=$1 wanted found
  if [ -L "$path" ] || { [ -e "$path" ] && [ ! -f "$path" ]; }; then
    drift "$path" "is a $(stat -c %F "$path")"
  elif [ ! -e "$path" ]; then
    drift "$path" "is missing"
  elif same "$files$path" "$path"; then
    ok "$path"
  elif cmp -s "$files$path" "$path"; then
    drift "$path" "$(modes "$path")"
  else
    wanted=$(stat -c '%a %U:%G' "$files$path")
    found=$(stat -c '%a %U:%G' "$path")
    if [ "$wanted" = "$found" ]; then drift "$path" "differs"; else drift "$path" "differs, and $(modes "$path")"; fi
    [ "$secret" = yes ] || difference "$files$path" "$path"
  fi
}

modes() { echo "is $(stat -c '%a %U:%G' "$1"), should be $(stat -c '%a %U:%G' "$files$1")"; }

# From the first file, as it should be, to the second, as it is.
difference() {
  { diff -U1 --label - --label + "$1" "$2" || true; } | sed '1,2d; /^@@/d; 46,$d; s/^/|\t/'
}

# $1: unit, $2: enabled or active, the state that it should be in.
check_unit() {
  local state
  state=$(systemctl "is-$2" "$1" 2>/dev/null) || true
  if [ "$state" = "$2" ]; then ok "service $1 $2"; else drift "service $1" "is ${state:-not installed}, should be $2"; fi
}
