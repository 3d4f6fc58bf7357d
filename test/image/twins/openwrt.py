#!/usr/bin/env python3
#===- test/image/twins/openwrt.py - sysupgrade images, well signed and not ---===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""openwrt.py OUT

Makes sysupgrade images: a root file system, metadata and a ucert chain as fwtool
appends them. Usign's keys and signatures are those of signify, which is another
program for the same format; it makes some of them here.
"""

import base64
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import keys

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import pack  # noqa: E402

ROOT_NUMBER = bytes.fromhex("b5043e70f9a75cde")
BUILD_NUMBER = bytes.fromhex("0123456789abcdef")


def text(number, content, comment):
    body = base64.b64encode(b"Ed" + number + content).decode()
    return f"untrusted comment: {comment}\n{body}\n".encode()


def public(number, key):
    from cryptography.hazmat.primitives import serialization as s
    return text(number, key.public_key().public_bytes(
        s.Encoding.Raw, s.PublicFormat.Raw), "public key " + number.hex())


def sign(number, key, message):
    return text(number, key.sign(message), "signed by key " + number.hex())


def blob(kind, content):
    size = 4 + len(content)
    return struct.pack(">I", kind << 24 | size) + content + b"\0" * (-size % 4)


def link(signature, payload=None):
    """One element of a chain: a blob with a signature and what it signs."""
    inner = blob(0, signature)
    if payload is not None:
        inner += blob(1, payload)
    return blob(0, inner)


def payload(number, key):
    """What a certificate vouches for. libubox packs named values around the
    text; only that it is in there matters."""
    return b"\x83\0\0\x80\0\x05ucert\0pubkey\0\0" + public(number, key) + b"\0"


def trailer(image, data, kind):
    crc = zlib.crc32(image + data) ^ 0xFFFFFFFF
    return data + struct.pack(">4sIB3xI", b"FWx0", crc, kind, len(data) + 16)


def metadata(image):
    return image + trailer(image, bytes(8) + b'{"supported_devices":["x"]}', 1)


def signed(image, chain):
    return image + trailer(image, chain, 0)


class Signify:
    """A key of signify's, and what it signs with it."""

    def __init__(self, folder):
        self.folder = folder
        self.run("-G", "-n", "-p", folder / "s.pub", "-s", folder / "s.sec")
        self.public = (folder / "s.pub").read_bytes()
        self.number = base64.b64decode(self.public.splitlines()[1])[2:10]

    def sign(self, message):
        (self.folder / "s.msg").write_bytes(message)
        self.run("-S", "-s", self.folder / "s.sec", "-m",
                 self.folder / "s.msg", "-x", self.folder / "s.sig")
        return (self.folder / "s.sig").read_bytes()

    @staticmethod
    def run(*arguments):
        subprocess.run(["signify-openbsd", *arguments], check=True)


FWTOOL = """fwtool_check_signature() {
  [ $# -gt 1 ] && return 1
  if ! fwtool -q -s /tmp/sysupgrade.ucert "$1"; then
    [ "$REQUIRE_IMAGE_SIGNATURE" = 1 ] && return 1
    return 0
  fi
  fwtool -q -T -s /dev/null "$1" | \\
    ucert -V -m - -c /tmp/sysupgrade.ucert -P /etc/opkg/keys
}
"""


def root(out, key_files, required=True):
    """A root file system with these keys, as a cpio archive."""
    folder = out / "root"
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (folder / "etc/opkg/keys").mkdir(parents=True)
    (folder / "lib/upgrade").mkdir(parents=True)
    for name, content in key_files.items():
        (folder / "etc/opkg/keys" / name).write_bytes(content)
    (folder / "lib/upgrade/fwtool.sh").write_text(FWTOOL)
    if required:
        (folder / "lib/upgrade/platform.sh").write_text(
            "REQUIRE_IMAGE_SIGNATURE=1\n")
    pack.main(folder, out / "root.cpio")
    return (out / "root.cpio").read_bytes()


def main(out):
    out = keys.fresh(out)
    top, build = keys.own_ed25519(), keys.own_ed25519()
    known = {ROOT_NUMBER.hex(): public(ROOT_NUMBER, top)}
    plain = metadata(root(out, known))
    certificate = payload(BUILD_NUMBER, build)
    vouched = link(sign(ROOT_NUMBER, top, certificate), certificate)
    chain = vouched + link(sign(BUILD_NUMBER, build, plain))

    def write(name, data):
        (out / f"{name}.img").write_bytes(data)

    write("unsigned", plain)
    write("no-image-signature", signed(plain, vouched))
    changed = plain.replace(b"fwtool_check_signature", b"fwtool_skip_signature_")
    write("tampered", signed(changed, chain))
    # Who replaces the key between has no key that vouches for it.
    other = keys.own_ed25519()
    forged = payload(BUILD_NUMBER, other)
    write("forged", signed(plain, link(
        sign(ROOT_NUMBER, top, certificate), forged) +
        link(sign(BUILD_NUMBER, other, plain))))
    lax = metadata(root(out, known, required=False))
    write("not-required", signed(lax, vouched + link(
        sign(BUILD_NUMBER, build, lax))))
    write("good-chain", signed(plain, chain))
    strange = metadata(root(out, {}))
    write("good-unknown", signed(strange, vouched + link(
        sign(BUILD_NUMBER, build, strange))))
    signify = Signify(out)
    image = metadata(root(out, {signify.number.hex(): signify.public}))
    signature = signify.sign(image)
    write("good-signify", signed(image, signature))
    write("tampered-signify", signed(image + b"\n", signature))


if __name__ == "__main__":
    main(sys.argv[1])
