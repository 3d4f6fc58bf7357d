#!/usr/bin/env python3
#===- test/image/twins/apk.py - Alpine's packages, well signed and not -------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""apk.py OUT

Makes archives with packages and an index of apk, versions 2 and 3, and the public
key that devices have. Version 2 is three gzip streams with a tar archive each, of
which the first holds a signature of the second's bytes; version 3 is a file of
blocks.
"""

import base64
import gzip
import hashlib
import io
import struct
import sys
import tarfile
import zlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding

import feeds
import keys

NAME = "builder-01.rsa.pub"
INFO = "pkgname = tool\npkgver = 1.0-r0\narch = armhf\n"


def segment(files, is_last=False):
    """A gzip stream with a tar archive, which only the last segment ends."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
        end = out.tell()
    return gzip.compress(out.getvalue() if is_last else out.getvalue()[:end],
                         mtime=0)


def signed(key, content, algorithm=None):
    algorithm = algorithm or hashes.SHA256()
    kind = {"sha1": "RSA", "sha256": "RSA256"}[algorithm.name]
    return segment({f".SIGN.{kind}.{NAME}": key.sign(
        content, padding.PKCS1v15(), algorithm)})


def control(data):
    digest = hashlib.sha256(data).hexdigest()
    return segment({".PKGINFO": f"{INFO}datahash = {digest}\n".encode()})


def index(package_control):
    digest = base64.b64encode(hashlib.sha1(package_control).digest()).decode()
    return segment({"DESCRIPTION": b"v1",
                    "APKINDEX": f"C:Q1{digest}\nP:tool\nV:1.0-r0\n\n".encode()},
                   is_last=True)


def version2(out):
    key = keys.own_rsa()
    data = segment({"usr/bin/tool": b"#!/bin/sh\n" * 50}, is_last=True)
    other = segment({"usr/bin/tool": b"#!/bin/sh\nid\n"}, is_last=True)
    head = control(data)
    listed = index(head)

    def repository(name, package, has_key=True, listing=None):
        files = {"repo/tool-1.0-r0.apk": package,
                 "repo/APKINDEX.tar.gz": listing or
                 signed(key, listed) + listed}
        if has_key:
            files[f"etc/apk/keys/{NAME}"] = keys.public_pem(key)
        feeds.archive(out, name, files)

    good = signed(key, head)
    repository("good", good + head + data)
    # Nothing can be said of a signature without its key, and a package whose
    # hash is in a signed index needs no signature.
    repository("no-key", good + head + data, has_key=False)
    repository("unsigned", head + data)
    repository("index-unsigned", good + head + data, listing=listed)
    feeds.archive(out, "alone", {"repo/tool-1.0-r0.apk": head + data})
    repository("sha1", signed(key, head, hashes.SHA1()) + head + data)
    # The data is bound by a hash in what is signed, and so is the list.
    repository("data", good + head + other)
    repository("control", good + control(other) + other)
    changed = index(control(other))
    repository("index", good + head + data,
               listing=signed(key, listed) + changed)
    repository("replaced", signed(key, control(other)) + control(other) + other)


def block(kind, content):
    size = 4 + len(content)
    return struct.pack("<I", kind << 30 | size) + content + b"\0" * (-size % 8)


def version3(out):
    key = keys.own_ec(ec.SECP256R1)
    point = key.public_key().public_bytes(
        serialization.Encoding.X962,
        serialization.PublicFormat.UncompressedPoint)
    schema = b"pckg"

    def sign(content):
        head = bytes([0, 4]) + hashlib.sha512(point).digest()[:16]
        return head + key.sign(
            schema + head + hashlib.sha512(content).digest(),
            ec.ECDSA(hashes.SHA512()))

    def package(content, signature):
        blocks = b"ADB." + schema + block(0, content)
        return blocks + (block(1, signature) if signature else b"") + \
            block(2, b"\x01" * 12 + b"file" * 20)

    def deflated(whole):
        packer = zlib.compressobj(wbits=-15)
        return b"ADBd" + packer.compress(whole) + packer.flush()

    content = bytes(8) + b"tool 1.0-r0".ljust(64, b"\0")
    evil = content.replace(b"tool", b"evil")
    keyring = {"etc/apk/keys/key.pem": keys.public_pem(key)}
    for name, made in {
            "adb-good": package(content, sign(content)),
            "adb-deflated": deflated(package(content, sign(content))),
            "adb-tampered": package(evil, sign(content)),
            "adb-deflated-tampered": deflated(package(evil, sign(content))),
            "adb-unsigned": package(content, b"")}.items():
        feeds.archive(out, name, {"repo/tool-1.0-r0.apk": made, **keyring})
    feeds.archive(out, "adb-no-key",
                  {"repo/tool-1.0-r0.apk": package(evil, sign(content))})


def main(out):
    out = keys.fresh(out)
    version2(out)
    version3(out)


if __name__ == "__main__":
    main(sys.argv[1])
