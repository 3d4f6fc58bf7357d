#!/bin/sh
# Root file system, signed with the release key.
set -e
base=https://update.lumen-cam.example/c200
wget -O /tmp/system.img "$base/system.img"
wget -O /tmp/system.sig "$base/system.sig"
openssl dgst -sha256 -verify /etc/ssl/release.pub \
	-signature /tmp/system.sig /tmp/system.img || exit 1
mtd -e rootfs write /tmp/system.img rootfs
reboot
