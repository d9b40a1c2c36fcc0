# The set, asked and changed by members.js in MongoDB's own shell. What it logs in with is in files of the stage, which
# nobody else reads; so is its home, where it would keep a log. members: HOST:PORT of each, one a line. others:
# addresses of members that are not the program's, one a line. seconds: what a new member gets to copy the data.
: "${files:?}" "${secrets:?}" "${stage:?}" "${set:?}" "${members:?}" "${others?}" "${seconds:?}"

# $1: make, leave or check.
ask_set() {
  mkdir -p "$stage/home/.mongodb/mongosh"
  echo '{"enableTelemetry":false,"disableLogging":true}' >"$stage/home/.mongodb/mongosh/config"
  env -i PATH="$PATH" LC_ALL=C HOME="$stage/home" task="$1" set="$set" members="$members" others="$others" \
    seconds="$seconds" secrets="$secrets" mongosh --nodb --quiet --norc --file "$files/members.js" </dev/null
}
