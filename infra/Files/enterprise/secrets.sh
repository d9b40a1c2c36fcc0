# The files that hold secrets, readable by root alone. What is no longer configured leaves the VM, such as the password
# of a mail server.
source remote/files.sh
source remote/ownership.sh
source enterprise/secret-files.sh
source enterprise/other-database.sh

refuse_other_database
# Nobody else of this VM comes past this folder: see render.sh.
install -d -m 700 "${enterprise:?}/conf/services"
install_staged
own secrets
for file in $(secret_files); do
  if [ ! -e "${files:?}$file" ]; then
    rm "$file"
    echo "removed: $file"
  fi
done
