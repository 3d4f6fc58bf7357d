#!/bin/sh
# Pan/tilt firmware of our supplier.
set -e
wget -O /tmp/pantilt.bin http://fw.tiltworks.example/c200/firmware.bin
mtd -e pantilt write /tmp/pantilt.bin pantilt
reboot
