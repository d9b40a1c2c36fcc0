#!/usr/bin/env bash
# A site without any network, made of the VMs of vms.sh.
#   closed.sh images REGISTRY          the stand-in images on this machine, as the registry would have given them
#   closed.sh close NAME               no mirror, no registry, no way out; and the packages at hand are gone
#   closed.sh admin NAME ADDRESS FOLDER   a bare Debian with ssh as the admin machine, which sees FOLDER as /site
#   closed.sh remove NAME REGISTRY     the admin machine and the images
# Variables of images: standin_image; of admin: vm_image.
set -euo pipefail

images() { grep -v broken lab/registry/images.txt | sed "s|^|$1/|"; }

case $1 in
images)
  images "$2" | while read -r image; do
    name=${image##*/}
    lab/image "$image" - <<END
FROM ${standin_image:?}
ENV STANDIN_NAME=${name%%:*} STANDIN_VERSION=${name##*:}
END
  done
  ;;
close)
  docker stop --time 5 "$2-40" >/dev/null
  for vm in 10 11 12 13 20 30; do
    docker exec "$2-$vm" bash -c '
      rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/cache/apt/archives/*.deb /var/lib/apt/lists/*
      ip route del default 2>/dev/null || true'
  done
  ;;
admin)
  docker run --detach --name "$2-admin" --network "$2" --ip "$3" --cap-add NET_ADMIN \
    --env PULUMI_CONFIG_PASSPHRASE=lab --volume "$4:/site" --workdir /site "${vm_image:?}" sleep infinity >/dev/null
  docker exec "$2-admin" bash -c '! command -v dotnet && ip route del default'
  ;;
remove)
  docker rm --force "$2-admin" >/dev/null 2>&1 || true
  images "$3" | xargs docker rmi >/dev/null 2>&1 || true
  ;;
*)
  echo "closed.sh: unknown command '$1'" >&2
  exit 1
  ;;
esac
