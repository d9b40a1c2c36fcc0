# MongoDB's greeting, without a client: the bytes of a hello command in, the answer out in base64, without its length.
# Variable: hello, the message for printf's %b. It is a function for shells further down, which timeout ends.

mongo_hello() {
  local length
  exec 3<>"/dev/tcp/$1/$2" || return 1
  printf "%b" "$hello" >&3
  length=$(head -c 4 <&3 | od -An -t u4 | tr -d ' ')
  [ -n "$length" ] && [ "$length" -lt 1000000 ] && head -c $((length - 4)) <&3 | base64 -w0
}
export -f mongo_hello
export hello
