"""Writes vbmeta structures and a partition with a footer (Android Verified Boot).

usage: avb.py CONTENT

Makes signed.vbmeta (with a right digest and numbers where a signature belongs),
plain.vbmeta, partition.img (CONTENT, vbmeta, footer), and damaged ones.
"""

import hashlib
import pathlib
import struct
import sys


def descriptor(tag, body):
    body += b"\0" * (-len(body) % 8)
    return struct.pack(">QQ", tag, len(body)) + body


def prop(key, value):
    return descriptor(0, struct.pack(">QQ", len(key), len(value)) + key + b"\0" + value + b"\0")


def content_hash(name, content):
    salt, algorithm = b"salt", b"sha256"
    digest = hashlib.sha256(salt + content).digest()
    head = struct.pack(">Q32sIIII60x", len(content), algorithm, len(name), len(salt), len(digest), 0)
    return descriptor(2, head + name + salt + digest)


def vbmeta(descriptors, algorithm=1):
    key = struct.pack(">II", 2048, 1) + bytes(range(256)) * 2 if algorithm else b""
    aux = descriptors + key
    aux += b"\0" * (-len(aux) % 64)
    auth_size = 320 if algorithm else 0
    sizes = (0, 32, 32, 256) if algorithm else (0, 0, 0, 0)
    header = struct.pack(
        ">4sIIQQI11QII47sx", b"AVB0", 1, 0, auth_size, len(aux), algorithm, *sizes,
        len(descriptors), len(key), 0, 0, 0, len(descriptors), 5, 0, 0, b"avbtool 1.2.0",
    ).ljust(256, b"\0")
    digest = hashlib.sha256(header + aux).digest()
    auth = (digest + bytes(range(256))).ljust(320, b"\0") if algorithm else b""
    return header + auth + aux


content = pathlib.Path(sys.argv[1]).read_bytes()
signed = vbmeta(content_hash(b"boot", content) + prop(b"os", b"13"))
padded = content + b"\0" * (-len(content) % 4096)
partition = (padded + signed).ljust(65536 - 64, b"\0")
partition += struct.pack(">4sIIQQQ28x", b"AVBf", 1, 0, len(content), len(padded), len(signed))
for name, data in {
    "signed.vbmeta": signed,
    "plain.vbmeta": vbmeta(prop(b"os", b"13"), 0),
    "partition.img": partition,
    "flipped.vbmeta": signed[:600] + b"?" + signed[601:],
    "cut.vbmeta": signed[:-1],
    "lying.vbmeta": signed[:40] + b"\xff" * 8 + signed[48:],
    "lying.img": partition[:-36] + b"\x7f" + partition[-35:],
}.items():
    pathlib.Path(name).write_bytes(data)
