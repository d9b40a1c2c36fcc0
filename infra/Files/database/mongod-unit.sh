# MongoDB may be no unit of this VM, as in a container.
: "${files:?}"

# Without a unit there is nothing for the staged file to belong to.
fit_mongod() { systemctl cat mongod >/dev/null 2>&1 || rm -rf "$files/etc/systemd/system/mongod.service.d"; }
