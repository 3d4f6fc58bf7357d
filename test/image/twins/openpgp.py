#!/usr/bin/env python3
#===- test/image/twins/openpgp.py - Files signed by GnuPG, and changed -------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""openpgp.py OUT

Makes archives with files that GnuPG signed, with the public keys that devices
have, and the same with a change after signing.
"""

import base64
import hashlib
import os
import struct
import subprocess
import sys
import tempfile

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

import feeds
import keys

IMAGE = b"\x01\x02firmware" * 100
LIST = b"Package: tool\nFilename: tool.deb\n- dashes  \nSHA256: 0\n"
KEYRING = "usr/share/keyrings/device"

# The public half of "Alice", whose private half is in the IETF's draft
# draft-bre-openpgp-samples.
ALICE = bytes.fromhex("ae35b0937140ab28856c504a4f84f35d"
                      "c541a8f4c1de09b3942fd46fb3b5bb5d")


class Signer:
    """A key of GnuPG's."""

    def __init__(self, home, name, algorithm):
        self.home, self.name = home, f"{name}@example.com"
        self.run("--quick-gen-key", self.name, algorithm, "sign", "never")

    def run(self, *arguments, data=b""):
        return subprocess.run(
            ["gpg", "--batch", "--quiet", "--yes", "--no-tty",
             "--passphrase", "", "--pinentry-mode", "loopback", *arguments],
            input=data, env={**os.environ, "GNUPGHOME": self.home}, check=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout

    def sign(self, data, *options):
        return self.run("--local-user", self.name, *options, "--output", "-",
                        data=data)

    def public(self, *options):
        return self.run("--export", *options, self.name)


def published():
    """Alice's key as a bare packet of version 4."""
    curve = bytes.fromhex("2b06010401da470f01")
    body = (b"\x04\x5c\x47\x04\xe9\x16" + bytes([len(curve)]) + curve +
            b"\x01\x07\x40" + ALICE)
    return b"\x98" + bytes([len(body)]) + body


def packet(tag, body):
    """With a length of the new kind, in two octets where it needs them."""
    size = len(body)
    length = bytes([size]) if size < 192 else \
        bytes([(size - 192 >> 8) + 192, size - 192 & 255])
    return bytes([0xC0 | tag]) + length + body


def number(value):
    size = value.bit_length()
    return struct.pack(">H", size) + value.to_bytes((size + 7) // 8, "big")


class Other:
    """Keys and signatures of kinds that GnuPG 2.2 does not make: RSA with a
    signature of version 3, and Ed25519 with the number that RFC 9580 gave it."""

    def __init__(self, is_rsa):
        self.key = keys.own_rsa() if is_rsa else keys.own_ed25519()
        if is_rsa:
            public = self.key.public_key().public_numbers()
            material = b"\1" + number(public.n) + number(public.e)
        else:
            material = b"\x1b" + self.key.public_key().public_bytes(
                serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.body = b"\x04" + struct.pack(">I", 1700000000) + material
        print_of = b"\x99" + struct.pack(">H", len(self.body)) + self.body
        self.number = hashlib.sha1(print_of).digest()[-8:]

    def public(self):
        return packet(6, self.body)

    def sign_as_3(self, data):
        hashed = b"\0" + struct.pack(">I", 1700000001)
        value = self.key.sign(data + hashed, padding.PKCS1v15(),
                              hashes.SHA256())
        return packet(2, b"\x03\x05" + hashed + self.number + b"\x01\x08" +
                      b"\0\0" + number(int.from_bytes(value, "big")))

    def sign_as_4(self, data):
        issuer = b"\x09\x10" + self.number
        hashed = b"\x04\0\x1b\x0a" + struct.pack(">H", len(issuer)) + issuer
        trailer = hashed + b"\x04\xff" + struct.pack(">I", len(hashed))
        value = self.key.sign(hashlib.sha512(data + trailer).digest())
        return packet(2, hashed + b"\0\0" + b"\0\0" + value)


def archives(out, home):
    rsa = Signer(home, "rsa", "rsa2048")
    edwards = Signer(home, "edwards", "ed25519")
    curve = Signer(home, "curve", "nistp256")
    ring = {f"{KEYRING}.gpg": rsa.public() + curve.public(),
            f"{KEYRING}-2.asc": edwards.public("--armor")}
    detached = rsa.sign(IMAGE, "--detach-sign")
    armoured = edwards.sign(IMAGE, "--detach-sign", "--armor")
    text = curve.sign(LIST, "--detach-sign", "--textmode")
    inline = edwards.sign(LIST, "--clear-sign")
    package = hashlib.sha256(IMAGE).hexdigest()
    release = f"Suite: x\nSHA256:\n {package} {len(IMAGE)} fw.bin\n".encode()

    def archive(name, files, has_keys=True):
        feeds.archive(out, name, {**files, **(ring if has_keys else {})})

    archive("good", {
        "fw.bin": IMAGE, "fw.bin.sig": detached, "fw.bin.asc": armoured,
        "list.txt": LIST, "list.txt.gpg": text, "inline.txt": inline,
        "dists/x/fw.bin": IMAGE,
        "dists/x/InRelease": rsa.sign(release, "--clear-sign")})
    changed = IMAGE.replace(b"firmware", b"firmwarf", 1)
    for name, signature in (("rsa", {"fw.bin.sig": detached}),
                            ("edwards", {"fw.bin.asc": armoured})):
        archive(f"tampered-{name}", {"fw.bin": changed, **signature})
    archive("tampered-curve", {"list.txt": LIST + b"x\n", "list.txt.gpg": text})
    archive("tampered-inline",
            {"inline.txt": inline.replace(b"tool.deb", b"evil.deb")})
    # The list is as it was signed, and the file that it names is not.
    archive("tampered-listed", {
        "dists/x/fw.bin": changed,
        "dists/x/InRelease": rsa.sign(release, "--clear-sign")})
    archive("no-key", {"fw.bin": changed, "fw.bin.sig": detached},
            has_keys=False)
    with open(os.path.join(home, "pubring.kbx"), "rb") as box:
        archive("keybox", {"fw.bin": changed, "fw.bin.sig": detached,
                           "root/.gnupg/pubring.kbx": box.read()},
                has_keys=False)
    archive("sha1", {"fw.bin": IMAGE, "fw.bin.sig": rsa.sign(
        IMAGE, "--detach-sign", "--digest-algo", "SHA1")})
    archive("published", {f"{KEYRING}.gpg": published()}, has_keys=False)
    old, new = Other(is_rsa=True), Other(is_rsa=False)
    others = {f"{KEYRING}-3.gpg": old.public() + new.public(),
              "fw.bin.sig": old.sign_as_3(IMAGE),
              "fw.bin.gpg": new.sign_as_4(IMAGE)}
    archive("others", {"fw.bin": IMAGE, **others}, has_keys=False)
    archive("tampered-others-3", {**others, "fw.bin": changed,
                                  "fw.bin.gpg": new.sign_as_4(changed)},
            has_keys=False)
    archive("tampered-others-4", {**others, "fw.bin": changed,
                                  "fw.bin.sig": old.sign_as_3(changed)},
            has_keys=False)
    # What looks like a signature and is none.
    archive("garbage", {
        "fw.bin": IMAGE, "fw.bin.sig": base64.b64encode(IMAGE),
        "fw.bin.asc": b"-----BEGIN PGP SIGNATURE-----\n\nAAAA\n"})


def main(out):
    out = keys.fresh(out)
    # The path of the agent's socket has to be short.
    with tempfile.TemporaryDirectory(prefix="gpg") as home:
        archives(out, home)
        subprocess.run(["gpgconf", "--kill", "all"], check=True,
                       env={**os.environ, "GNUPGHOME": home})


if __name__ == "__main__":
    main(sys.argv[1])
