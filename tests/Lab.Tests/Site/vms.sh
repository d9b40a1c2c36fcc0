#!/usr/bin/env bash
# The bare VMs of a customer's site, made of the lab's images as infra/Lab makes its own, but by hand: no stack does.
#   vms.sh make NAME SUBNET KEYS [NUMBER...]    NAME is Docker's network, SUBNET such as 10.213.26. with the dot, KEYS a
#                                               new folder, NUMBER a further database VM, without a replica set
#   vms.sh remove NAME
# The VM with the address SUBNET11 is the container NAME-11. KEYS gets the login of all of them (id_ed25519), the host
# key of each (host-11.pub), and the password of the registry's user lab (registry-password).
# Variables of make: vm_image, database_image, registry_image.
set -euo pipefail

name=$2
vms=(10 11 12 13 20 30 40)
database_vms=(31 32)

fail() { printf 'vms.sh: %s\n' "$*" >&2; exit 1; }

image_of() {
  case $1 in
  3?) echo "${database_image:?}" ;;
  40) echo "${registry_image:?}" ;;
  *) echo "${vm_image:?}" ;;
  esac
}

# make_vm NUMBER; the settings are explained in lab/README.md.
make_vm() {
  local vm=$name-$1
  ssh-keygen -q -t ed25519 -N '' -C '' -f "$keys/host-$1"
  docker create --name "$vm" --hostname "vm$1" --network "$name" --ip "$subnet$1" --restart unless-stopped \
    --cap-add NET_ADMIN --cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
    --cgroupns host --volume /sys/fs/cgroup:/sys/fs/cgroup --volume /var/lib/docker \
    --tmpfs /run:rw,nosuid,nodev,mode=755 --tmpfs /tmp:rw,nosuid,nodev,exec "$(image_of "$1")" >/dev/null
  docker cp "$keys/host-$1" "$vm:/etc/ssh/ssh_host_ed25519_key" 2>/dev/null
  docker cp "$keys/host-$1.pub" "$vm:/etc/ssh/ssh_host_ed25519_key.pub" 2>/dev/null
  docker cp "$keys/authorized_keys" "$vm:/root/.ssh/authorized_keys" 2>/dev/null
  docker cp "$keys/authorized_keys" "$vm:/home/ops/.ssh/authorized_keys" 2>/dev/null
  unit_setting "$vm" keepalived 'ExecStartPre=/bin/mount -o remount,rw /proc/sys'
  case $1 in 31 | 32) unit_setting "$vm" mongod Environment=STANDIN_SET=none ;; esac
  [ "$1" != 40 ] || docker cp "$keys/htpasswd" "$vm:/etc/docker/registry/htpasswd" 2>/dev/null
  docker start "$vm" >/dev/null
}

# unit_setting VM UNIT LINE: what a lab's VM needs and a real one does not, see infra/Lab.
unit_setting() {
  local folder
  folder=$(mktemp -d)
  mkdir "$folder/$2.service.d"
  printf '[Service]\n%s\n' "$3" >"$folder/$2.service.d/00-lab.conf"
  docker cp "$folder/$2.service.d" "$1:/etc/systemd/system/" 2>/dev/null
  rm -r "$folder"
}

# Root's, but sshd of the user ops and the registry have to read theirs; private keys stay with their owner.
make_keys() {
  install -d -m 700 "$keys"
  ssh-keygen -q -t ed25519 -N '' -C '' -f "$keys/id_ed25519"
  install -m 644 "$keys/id_ed25519.pub" "$keys/authorized_keys"
  (umask 077 && openssl rand -hex 12 >"$keys/registry-password")
  # shellcheck disable=SC2016 # perl's own variables
  salt=$(openssl rand -hex 11) perl -ne 'chomp; print "lab:", crypt($_, "\$2b\$10\$$ENV{salt}"), "\n"' \
    <"$keys/registry-password" >"$keys/htpasswd"
  chmod 644 "$keys/htpasswd"
}

case $1 in
make)
  subnet=$3
  keys=$4
  vms+=("${@:5}")
  make_keys
  docker network create --subnet "${subnet}0/24" "$name" >/dev/null
  for vm in "${vms[@]}"; do make_vm "$vm"; done
  for vm in "${vms[@]}"; do
    timeout 60 bash -c "until (exec 3<>/dev/tcp/$subnet$vm/22) 2>/dev/null; do sleep 0.2; done" ||
      fail "$name-$vm does not take SSH connections; see: docker logs $name-$vm"
  done
  ;;
remove)
  for vm in "${vms[@]}" "${database_vms[@]}"; do docker rm --force --volumes "$name-$vm" >/dev/null 2>&1 || true; done
  docker network rm "$name" >/dev/null 2>&1 || true
  ;;
*) fail "unknown command '$1': make or remove" ;;
esac
