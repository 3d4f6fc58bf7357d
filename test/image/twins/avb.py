#!/usr/bin/env python3
#===- test/image/twins/avb.py - Android Verified Boot, well signed and not ---===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""avb.py OUT

Makes archives with partitions and the vbmeta structure that describes them, as
avbtool writes it.
"""

import hashlib
import struct
import sys
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, utils

import keys

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import pack  # noqa: E402

BOOT = b"boot image" * 500
SYSTEM = (b"system image" * 4096)[:10 * 4096]
SALT = b"salt" * 8


def descriptor(tag, body):
    body += b"\0" * (-len(body) % 8)
    return struct.pack(">QQ", tag, len(body)) + body


def content_hash(name, content, algorithm="sha256"):
    digest = hashlib.new(algorithm, SALT + content).digest()
    head = struct.pack(">Q32sIIII60x", len(content), algorithm.encode(),
                       len(name), len(SALT), len(digest), 0)
    return descriptor(2, head + name + SALT + digest)


def tree_root(content):
    level = content
    while True:
        level = b"".join(
            hashlib.sha256(SALT + level[at:at + 4096].ljust(4096, b"\0"))
            .digest() for at in range(0, len(level), 4096))
        if len(level) == 32:
            return level


def hash_tree(name, content):
    digest = tree_root(content)
    head = struct.pack(">IQQQIIIQQ32sIIII60x", 1, len(content), len(content),
                       4096, 4096, 4096, 0, 0, 0, b"sha256", len(name),
                       len(SALT), len(digest), 0)
    return descriptor(1, head + name + SALT + digest)


def public_key(key):
    numbers = key.public_key().public_numbers()
    size = key.key_size // 8
    inverse = (-pow(numbers.n, -1, 1 << 32)) % (1 << 32)
    square = pow(1 << key.key_size, 2, numbers.n)
    return struct.pack(">II", key.key_size, inverse) + \
        numbers.n.to_bytes(size, "big") + square.to_bytes(size, "big")


def vbmeta(descriptors, key, flags=0, rollback=5):
    modulus = public_key(key) if key else b""
    aux = descriptors + modulus
    aux += b"\0" * (-len(aux) % 64)
    auth_size = 320 if key else 0
    sizes = (0, 32, 32, 256) if key else (0, 0, 0, 0)
    header = struct.pack(
        ">4sIIQQI11QII47sx", b"AVB0", 1, 0, auth_size, len(aux), int(bool(key)),
        *sizes, len(descriptors), len(modulus), 0, 0, 0, len(descriptors),
        rollback, flags, 0, b"avbtool 1.2.0").ljust(256, b"\0")
    if not key:
        return header + aux
    digest = hashlib.sha256(header + aux).digest()
    signature = key.sign(digest, padding.PKCS1v15(),
                         utils.Prehashed(hashes.SHA256()))
    return header + (digest + signature).ljust(320, b"\0") + aux


def main(out):
    out = keys.fresh(out)
    own = keys.own_rsa()
    known = content_hash(b"boot", BOOT) + hash_tree(b"system", SYSTEM)

    def build(name, meta, boot=BOOT, system=SYSTEM):
        folder = out / name
        folder.mkdir()
        (folder / "boot.img").write_bytes(boot)
        (folder / "system.img").write_bytes(system)
        (folder / "vbmeta.img").write_bytes(meta)
        pack.main(folder, out / f"{name}.img")

    good = vbmeta(known, own)
    build("unsigned", vbmeta(known, None))
    build("disabled", vbmeta(known, own, flags=2))
    build("no-hashtree", vbmeta(known, own, flags=1))
    build("sha1", vbmeta(content_hash(b"boot", BOOT, "sha1"), own))
    build("published", vbmeta(known, keys.published("avb")))
    build("no-index", vbmeta(known, own, rollback=0))
    build("tampered-boot", good, boot=b"B" + BOOT[1:])
    build("tampered-system", good, system=SYSTEM[:-1] + b"!")
    # Who describes the changed partition anew lacks the key.
    changed = b"B" + BOOT[1:]
    forged = vbmeta(content_hash(b"boot", changed), own)
    build("forged", forged[:288] + good[288:544] + forged[544:], boot=changed)
    build("good", good)


if __name__ == "__main__":
    main(sys.argv[1])
