# The files that hold secrets, and none that nobody has configured.
source remote/report.sh
source enterprise/secret-files.sh

secret=yes
check_staged
for file in $(secret_files); do
  [ -e "${files:?}$file" ] || drift "$file" "is there, and no longer configured"
done
