# MongoDB's greeting, which it answers before any login, without a client of its own.

# mongo_hello HOST PORT [OPTION...]: the answer in base64, without the four bytes of its length. In plain, or with
# options of openssl s_client over TLS, which says on standard error what it sees. For shells that timeout ends.
mongo_hello() {
  local length
  if [ $# -eq 2 ]; then
    exec 3<>"/dev/tcp/$1/$2" || return 1
    exec 4<&3
  else
    # In braces, without which bash does not read it back from an exported function.
    coproc { exec openssl s_client -quiet -connect "$(url_address "$1"):$2" "${@:3}"; }
    exec 4<&"${COPROC[0]}" 3>&"${COPROC[1]}"
  fi
  # {hello: 1, $db: "admin"} as OP_MSG: the message's header, its flags, and the document.
  # shellcheck disable=SC2016 # $db is MongoDB's
  printf '%b' '\x34\0\0\0\x01\0\0\0\0\0\0\0\xdd\x07\0\0' '\0\0\0\0\0' \
    '\x1f\0\0\0\x10hello\0\x01\0\0\0\x02$db\0\x06\0\0\0admin\0\0' >&3
  length=$(head -c 4 <&4 | od -An -t u4 | tr -d ' ')
  if [ -n "$length" ] && [ "$length" -lt 1000000 ]; then head -c $((length - 4)) <&4 | base64 -w0; fi
  if [ $# -gt 2 ]; then kill "${COPROC_PID-}" 2>/dev/null; fi
}
export -f mongo_hello url_address
