# mongod is taken as present: it has to be set up as a member of the set, and to answer at the address that the other
# VMs will use. The first member needs the shell besides.
source remote/wait.sh
source replica-set/mongod.sh

wait_until 15 mongod_answers || true
lines=$(lines_to_set)
if [ -n "$lines" ]; then
  {
    echo "mongod cannot be a member of $set as it is; set this in /etc/mongod.conf, then systemctl restart mongod:"
    echo "$lines"
    if [[ $lines == *keyFile* ]]; then
      echo "the file is made once (openssl rand -base64 756), is the same on all members, belongs to mongod's user" \
        "and has mode 0400"
    fi
  } >&2
  exit 1
fi
flaw=$(key_file_flaw)
if [ -n "$flaw" ]; then
  echo "$flaw" >&2
  exit 1
fi
if shell_is_missing; then
  echo "mongosh is missing, by which the set is made and changed: install MongoDB's package mongodb-mongosh here" \
    "(without a way out: download the .deb elsewhere, copy it to this VM, and dpkg -i it)" >&2
  exit 1
fi
echo "mongod can be a member of $set at $address:$port"
