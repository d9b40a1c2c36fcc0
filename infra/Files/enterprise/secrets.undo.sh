# Takes the secrets off a VM that has left the stack.
source remote/ownership.sh
source enterprise/secret-files.sh

owned secrets || exit 0
for file in $(secret_files) "${enterprise:?}"/conf/services/{config.json.production,ssl/*}; do rm -f "$file"; done
forsake secrets
echo "removed: the secrets in $enterprise/conf"
