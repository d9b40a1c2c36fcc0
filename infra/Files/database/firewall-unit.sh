# The firewall as a unit of its own, which stands before the network does.
source remote/files.sh
source remote/places.sh
source database/mongod-unit.sh

install_firewall() {
  fit_mongod
  install_staged
  mkdir -p "${firewall_d:?}"
  systemctl daemon-reload
  systemctl enable --quiet enginsight-firewall
  # A new script may mean other rules. They stand while the unit starts anew.
  if [ -n "$changed" ] || ! systemctl is-active --quiet enginsight-firewall; then
    systemctl restart enginsight-firewall
  fi
}
