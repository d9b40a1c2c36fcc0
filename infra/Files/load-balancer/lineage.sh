# certbot's certificate for the two names: a lineage, in its own word.
: "${app_domain:?}" "${api_domain:?}" "${key_type:?}" "${acme_server:?}" "${acme_webroot:?}"

letsencrypt=/etc/letsencrypt

# Names that a certificate is for, a line each.
names_of() {
  openssl x509 -in "$1" -noout -ext subjectAltName 2>/dev/null | grep -oE 'DNS:[^, ]+' | cut -c 5- | sort -u || true
}

wanted_names() { printf '%s\n' "$app_domain" "$api_domain" | sort -u; }

# Name of the lineage: the one that is for these two names; else that of the first name, unless others need it, too.
lineage() {
  local file first=$letsencrypt/live/$app_domain/fullchain.pem
  for file in "$first" "$letsencrypt"/live/*/fullchain.pem; do
    if [ "$(names_of "$file")" = "$(wanted_names)" ]; then
      basename "${file%/*}"
      return
    fi
  done
  if [ -n "$(comm -23 <(names_of "$first") <(wanted_names))" ]; then echo enginsight; else echo "$app_domain"; fi
}

# is_kept NAME: true if the lineage has what is wanted, and certbot's timer renews it by this VM's port 80.
is_kept() {
  local file=$letsencrypt/live/$1/fullchain.pem conf=$letsencrypt/renewal/$1.conf
  [ "$(names_of "$file")" = "$(wanted_names)" ] && openssl x509 -in "$file" -noout -checkend 86400 >/dev/null &&
    openssl x509 -in "$file" -noout -text | grep "Public Key Algorithm: $(algorithm)" >/dev/null &&
    grep -qxF 'authenticator = webroot' "$conf" && grep -qxF "server = $acme_server" "$conf" &&
    grep -qF "$acme_webroot" "$conf"
}

algorithm() { if [ "$key_type" = rsa ]; then echo rsaEncryption; else echo id-ecPublicKey; fi; }
