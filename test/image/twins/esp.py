#!/usr/bin/env python3
#===- test/image/twins/esp.py - ESP32 programs, well signed and not ----------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""esp.py OUT

Makes programs as espsecure signs them for Secure Boot V2.
"""

import hashlib
import struct
import sys
import zlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils

import keys

SECTOR = 4096


def program(secure_version=3, text=b"a lamp"):
    description = struct.pack(
        "<II8x32s32s16s16s32s32s80x", 0xABCD5432, secure_version, b"1.4.2",
        b"lamp", b"12:34:56", b"Jan  1 2024", b"v5.1.2", bytes(32))
    out = struct.pack("<BBBBIB3xHBHH4xB", 0xE9, 2, 2, 0x20, 0x40380000, 0xEE,
                      5, 0, 0, 99, 1)
    check = 0xEF
    for address, data in [(0x3C000020, description + text),
                          (0x40380000, bytes(range(256)) * 8)]:
        data += b"\0" * (-len(data) % 4)
        out += struct.pack("<II", address, len(data)) + data
        for byte in data:
            check ^= byte
    out += b"\0" * (15 - len(out) % 16) + bytes([check])
    return out + hashlib.sha256(out).digest()


def little(number, size):
    return number.to_bytes(size, "little")


def block(key, digest):
    if isinstance(key, ec.EllipticCurvePrivateKey):
        numbers = key.public_key().public_numbers()
        r, s = utils.decode_dss_signature(key.sign(
            digest, ec.ECDSA(utils.Prehashed(hashes.SHA256()))))
        body = struct.pack("<BBxx32sB", 0xE7, 3, digest, 2)
        body += little(numbers.x, 32) + little(numbers.y, 32)
        body += little(r, 32) + little(s, 32)
    else:
        numbers = key.public_key().public_numbers()
        signature = key.sign(
            digest, padding.PSS(padding.MGF1(hashes.SHA256()), 32),
            utils.Prehashed(hashes.SHA256()))
        n = numbers.n
        rest = (1 << 6144) % n
        inverse = (-pow(n, -1, 1 << 32)) % (1 << 32)
        body = struct.pack("<BBxx32s", 0xE7, 2, digest)
        body += little(n, 384) + struct.pack("<I", numbers.e)
        body += little(rest, 384) + struct.pack("<I", inverse)
        body += signature[::-1]
    body = body.ljust(1196, b"\0")
    return body + struct.pack("<I16x", zlib.crc32(body))


def padded(app):
    return app + b"\xff" * (-len(app) % SECTOR)


def signed(app, *signers, digest=None):
    app = padded(app)
    digest = digest or hashlib.sha256(app).digest()
    blocks = b"".join(block(key, digest) for key in signers)
    return app + blocks.ljust(SECTOR, b"\xff")


def main(out):
    out = keys.fresh(out)
    rsa, other = keys.own_rsa(3072), keys.own_ec()
    app, changed = program(), program(text=b"a lump")

    def write(name, data):
        (out / f"{name}.img").write_bytes(data)

    write("unsigned", app)
    good = signed(app, rsa)
    # The first keeps the block of another program; the second adapts its
    # digest and its checksum, but cannot sign.
    write("tampered", padded(changed) + good[len(padded(app)):])
    forged = bytearray(signed(changed, rsa))
    at = len(padded(changed))
    forged[at + 812 : at + 1196] = good[at + 812 : at + 1196]
    forged[at + 1196 : at + 1200] = struct.pack(
        "<I", zlib.crc32(bytes(forged[at : at + 1196])))
    write("forged", bytes(forged))
    ecdsa = bytearray(signed(app, other))
    at = len(padded(app))
    ecdsa[at + 110] ^= 1
    ecdsa[at + 1196 : at + 1200] = struct.pack(
        "<I", zlib.crc32(bytes(ecdsa[at : at + 1196])))
    write("forged-ecdsa", bytes(ecdsa))
    write("published", signed(app, keys.published("esptool")))
    write("version-zero", signed(program(secure_version=0), rsa))
    write("good-rsa", good)
    write("good-ecdsa", signed(app, other))
    write("good-two", signed(app, rsa, keys.own_rsa(3072)))


if __name__ == "__main__":
    main(sys.argv[1])
