# MongoDB as a driver in the containers meets it: over TLS where the URI says so, and then with the files that are
# theirs. mongodb_uri: the URI. mongodb_files: the folder with ca.pem, which alone is trusted then, and client.pem,
# certificate and key, as far as there are any. mongodb_seconds: what each question may take. (openssl comes with
# ca-certificates.)

# mongodb_flaw HOST:PORT [NAME]: why a driver gets no answer there, in words that go on after "MongoDB"; nothing where
# it does. NAME: by which drivers know it, where that is another one.
mongodb_flaw() {
  local host port name heard tls
  read_place "$@"
  # shellcheck disable=SC2016 # expanded by the inner shell
  timeout "${mongodb_seconds:?}" bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "$host" "$port" 2>/dev/null || {
    echo "is not reached"
    return
  }
  heard=$(hear)
  if is_mongodb <<<"$heard"; then return; fi
  if [ ${#tls[@]} -gt 0 ]; then
    tls_flaw
  elif takes_tls; then
    echo "takes TLS connections only, and database.mongoDbUri says nothing of TLS: set database.tls.caCertificate to" \
      "its CA, and database.tls.clientCertificate where it asks for one"
  else
    echo "does not answer as MongoDB does"
  fi
}

# mongodb_answer HOST:PORT [NAME]: what a driver is answered to hello, in base64; nothing where it gets no answer.
mongodb_answer() {
  local host port name tls
  read_place "$@"
  hear | sed -n 's/^answer //p'
}

# Sets host, port, name, and tls: what openssl s_client needs to look and to show as the driver does; empty without it.
read_place() {
  : "${mongodb_uri?}" "${mongodb_files?}"
  host=${1%:*} port=${1##*:} tls=()
  host=${host//[][]/}
  name=${2:-$host}
  is_set tls || is_set ssl || return 0
  tls=(-verify 9)
  if [ -e "$mongodb_files/ca.pem" ]; then tls+=(-CAfile "$mongodb_files/ca.pem"); fi
  if [ -e "$mongodb_files/client.pem" ]; then
    tls+=(-cert "$mongodb_files/client.pem" -key "$mongodb_files/client.pem")
    # What stands there besides are intermediate certificates, which a driver shows too.
    [ "$(grep -c 'BEGIN CERTIFICATE' "$mongodb_files/client.pem")" -eq 1 ] ||
      tls+=(-cert_chain "$mongodb_files/client.pem")
  fi
  if is_set tlsInsecure || is_set tlsAllowInvalidCertificates || ! trust_is_known; then return; fi
  tls+=(-verify_return_error)
  if is_set tlsAllowInvalidHostnames; then
    return
  elif [[ $name =~ ^[0-9.]+$ || $name == *:* ]]; then
    tls+=(-verify_ip "$name")
  else
    tls+=(-verify_hostname "$name" -servername "$name")
  fi
}

# True if an option of the URI is. Their names have no case.
is_set() { sed -n 's/^[^?]*?//p' <<<"$mongodb_uri" | tr '&' '\n' | grep -ixF "$1=true" >/dev/null; }

# Without a CA of their own the containers trust the public ones, as this VM does; unless they are told otherwise.
trust_is_known() {
  local file=${enterprise:?}/docker-compose.yml
  [ -e "$mongodb_files/ca.pem" ] || {
    [ -e "$file" ] && ! grep -qE 'NODE_EXTRA_CA_CERTS|NODE_OPTIONS|SSL_CERT_|ca-certificates|/etc/ssl' "$file"
  }
}

# What openssl says, and a line with the answer.
hear() {
  # shellcheck disable=SC2016 # expanded by the inner shell
  timeout "$mongodb_seconds" bash -c 'answer=$(mongo_hello "$@"); printf "\nanswer %s\n" "$answer"' bash \
    "$host" "$port" "${tls[@]}" 2>&1 || echo "silence"
}

# A MongoDB that does not know hello says so, in its own protocol.
is_mongodb() { sed -n 's/^answer //p' | base64 -d 2>/dev/null | grep -aE 'maxWireVersion|errmsg' >/dev/null; }

# Whoever shows a certificate speaks TLS, also where it asks for one of the client's.
takes_tls() {
  tls=(-verify 9)
  [[ $(hear) == *depth=* ]]
}

# What is in the way, from what openssl said.
tls_flaw() {
  local verdict reason
  verdict=$(sed -n 's/^verify error:num=//p' <<<"$heard" | sed -n 1p)
  reason=$(sed -nE 's/^[0-9A-F]+:error:[^:]*:[^:]*:[^:]*:([^:]*):.*/\1/p' <<<"$heard" | sed -n 1p)
  if ! command -v openssl >/dev/null; then
    echo "is not asked over TLS: apt-get install openssl here"
  elif [[ $reason == *"certificate verify failed"* ]]; then
    certificate_flaw "${verdict%%:*}" "${verdict#*:}"
  elif [[ $heard == *"key values mismatch"* || $heard == *"Could not read"* || $heard == *"Could not find"* ]]; then
    echo "cannot be shown database.tls.clientCertificate: it is no certificate and its key (cat client.crt client.key)"
  elif [[ $heard == *silence ]]; then
    echo "does not answer over TLS within $mongodb_seconds s"
  elif [[ $heard != *depth=* ]]; then
    no_tls "$reason"
  elif [ -e "$mongodb_files/client.pem" ]; then
    echo "turns database.tls.clientCertificate down (${reason:-closes the connection}): has the CA in" \
      "net.tls.CAFile of its /etc/mongod.conf issued it?"
  else
    echo "asks for a client certificate (${reason:-closes the connection}): set database.tls.clientCertificate"
  fi
}

# $1: number of openssl's verdict on the server's certificate (openssl-verification-options(1)), $2: its words.
certificate_flaw() {
  case $1 in
  62 | 64)
    echo "shows a certificate that does not name $name ($2): give it one that does, by subjectAltName, or name" \
      "MongoDB in database.mongoDbUri as its certificate does"
    ;;
  9 | 10) echo "shows a certificate that is not valid now ($2): give it another one, or see to this VM's clock" ;;
  *)
    if [ -e "$mongodb_files/ca.pem" ]; then
      echo "shows a certificate that database.tls.caCertificate has not issued ($2): set it to the CA of that one"
    else
      echo "shows a certificate that no public CA has issued ($2): set database.tls.caCertificate to its CA"
    fi
    ;;
  esac
}

# $1: what openssl said instead of a certificate. One that takes no TLS answers in its own way, or hangs up.
no_tls() {
  case $1 in
  '' | *'wrong version number'* | *'packet length'* | *'unexpected eof'*)
    echo "takes no TLS, which database.mongoDbUri or database.tls asks for: set net.tls.mode: preferTLS and" \
      "net.tls.certificateKeyFile in its /etc/mongod.conf and restart mongod, or take these settings out"
    ;;
  *) echo "does not agree with this VM about TLS ($1)" ;;
  esac
}
