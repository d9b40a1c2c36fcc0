# The certificate is on the VM already: make sure that it is usable.
# No check: nothing is put on the VM.
: "${certificate:?}" "${key:?}"

for file in "$certificate" "$key"; do
  [ -r "$file" ] || { echo "$file is not on the load balancer's VM; put it there, or change certificate.*" >&2; exit 1; }
done
if [ "$(openssl x509 -in "$certificate" -noout -pubkey)" != "$(openssl pkey -in "$key" -pubout)" ]; then
  echo "$key is not the key of $certificate" >&2
  exit 1
fi
openssl x509 -in "$certificate" -noout -enddate
