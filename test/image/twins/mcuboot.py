#!/usr/bin/env python3
#===- test/image/twins/mcuboot.py - MCUboot images, well signed and not ------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""mcuboot.py OUT

Makes flash images: a boot loader with a public key among its constants, and an
image in the form that imgtool writes.
"""

import hashlib
import struct
import sys

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils

import keys

PROGRAM = bytes(range(256)) * 12
KEYHASH, PUBKEY, SHA256 = 0x01, 0x02, 0x10
RSA, ECDSA, ED25519, COUNTER = 0x20, 0x22, 0x24, 0x50


def area(magic, entries):
    body = b"".join(struct.pack("<HH", kind, len(value)) + value
                    for kind, value in entries)
    return struct.pack("<HH", magic, 4 + len(body)) + body


def covered(program=PROGRAM, counter=7):
    protected = area(0x6908, [(COUNTER, struct.pack("<I", counter))]) \
        if counter is not None else b""
    header = struct.pack("<IIHHIIBBHII", 0x96F3B83D, 0, 512, len(protected),
                         len(program), 0, 1, 2, 3, 4, 0)
    return header.ljust(512, b"\0") + program + protected


def der(key):
    """As imgtool has keys: RSA without, the others with the algorithm."""
    if hasattr(key, "private_numbers") and \
            not isinstance(key, ec.EllipticCurvePrivateKey):
        return keys.public_der(key, serialization.PublicFormat.PKCS1)
    return keys.public_der(key)


def sign(key, digest):
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return ECDSA, key.sign(digest, ec.ECDSA(
            utils.Prehashed(hashes.SHA256())))
    if not hasattr(key, "private_numbers"):
        return ED25519, key.sign(digest)
    return RSA, key.sign(digest, padding.PSS(padding.MGF1(hashes.SHA256()), 32),
                         utils.Prehashed(hashes.SHA256()))


def image(key, content=None, whole_key=False, digest=None, pad=0):
    content = content or covered()
    digest = digest or hashlib.sha256(content).digest()
    entries = [(SHA256, digest)]
    if key:
        kind, signature = sign(key, digest)
        signature += b"\0" * pad
        entries += [(PUBKEY, der(key)) if whole_key else
                    (KEYHASH, hashlib.sha256(der(key)).digest()),
                    (kind, signature)]
    return content + area(0x6907, entries)


def flash(loader_key, slot):
    """A boot loader at 0, the slot at 0x4000."""
    loader = b"MCUboot" * 40
    if loader_key:
        loader += der(loader_key) + b"constants" * 40
    return loader.ljust(0x4000, b"\xff") + slot + b"\xff" * 512


def main(out):
    out = keys.fresh(out)
    own, rsa, ed = keys.own_ec(), keys.own_rsa(), keys.own_ed25519()

    def write(name, data):
        (out / f"{name}.img").write_bytes(data)

    write("unsigned", flash(own, image(None)))
    changed = covered(b"!" + PROGRAM[1:])
    signed = image(own)
    write("tampered", flash(own, changed + signed[len(changed):]))
    # Who computes the digest anew lacks the key to sign it.
    for name, key in [("ec", own), ("rsa", rsa), ("ed25519", ed)]:
        good = image(key)
        content = covered()
        bad = good.replace(content, changed).replace(
            hashlib.sha256(content).digest(), hashlib.sha256(changed).digest())
        write(f"rehashed-{name}", flash(key, bad))
        write(f"good-{name}", flash(key, good))
    write("no-counter", flash(own, image(own, covered(counter=None))))
    write("published", flash(None, image(keys.published("mcuboot"))))
    write("good-alone", image(own))
    write("good-padded", flash(own, image(own, pad=2)))
    write("good-whole-key", image(own, whole_key=True))
    write("rehashed-whole-key", image(
        own, whole_key=True, digest=hashlib.sha256(changed).digest()
    ).replace(covered(), changed).replace(
        der(own), der(keys.own_ec())))


if __name__ == "__main__":
    main(sys.argv[1])
