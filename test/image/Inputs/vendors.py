"""Writes images with the headers of router vendors into the current directory.

usage: vendors.py KERNEL ROOTFS

Each format once as it should be, once with a flipped byte of content (bad-*), cut
off (cut-*), and with a size that lies (lying-*).
"""

import hashlib
import pathlib
import struct
import sys
import zlib

kernel, root = (pathlib.Path(p).read_bytes() for p in sys.argv[1:3])


def trx(version):
    head = 16 + 4 * (2 + version)
    first = kernel + b"\0" * (-(head + len(kernel)) % 64)
    offsets = [head, head + len(first)] + [0] * version
    body = struct.pack("<HH", 0, version) + struct.pack(f"<{len(offsets)}I", *offsets)
    body += first + root
    return struct.pack("<4sII", b"HDR0", 12 + len(body), zlib.crc32(body) ^ 0xFFFFFFFF) + body


def netgear(data):
    low = high = 0
    for byte in data:
        low = (low + byte) & 0xFFFFFFFF
        high = (high + low) & 0xFFFFFFFF

    def fold(value):
        value = (value & 0xFFFF) + (value >> 16)
        return ((value >> 16) + value) & 0xFFFF

    return fold(high) << 16 | fold(low)


def chk():
    board = b"U12H072T00_NETGEAR"
    sums = struct.pack(
        ">IIIII", netgear(kernel), netgear(root), len(kernel), len(root), netgear(kernel + root)
    )
    head = struct.pack(">4sI8s", b"*#$^", 40 + len(board), b"\1\1\0\0\0\0\0\0") + sums
    return head + struct.pack(">I", netgear(head + bytes(4) + board)) + board + kernel + root


def seama():
    meta = b"dev=/dev/mtdblock/1\0type=firmware\0".ljust(36, b"\0")
    seal = struct.pack(">IHHI", 0x5EA3A417, 0, 36, 0) + b"signature=wrgac01\0".ljust(36, b"\0")
    inner = struct.pack(">IHHI", 0x5EA3A417, 0, 36, len(kernel)) + hashlib.md5(kernel).digest()
    return seal + inner + meta + kernel


def tplink(version, signed=False):
    salt = bytes.fromhex(
        "dcd73aa5c39598fbddf9e7f40eae4738" if version == 1 else "dcd73aa5c39598fbdcf9e7f40eae4737"
    )
    digest_at, fields_at = (0x4C, 0x74) if version == 1 else (0x40, 0x68)
    total = 512 + len(kernel) + len(root)
    head = bytearray(512)
    head[:28] = struct.pack("<I24s", version, b"TP-LINK Technologies")
    struct.pack_into(
        ">9I", head, fields_at, 0x80060000, 0x80060000, total, 512, len(kernel),
        512 + len(kernel), len(root), 0, 0,
    )
    head[digest_at : digest_at + 16] = salt
    if signed:
        head[0x130 : 0x1B0] = bytes(range(128))
    digest = hashlib.md5(head + kernel + root).digest()
    head[digest_at : digest_at + 16] = digest
    return bytes(head) + kernel + root


def shrs():
    secret = bytes(255 - b for b in root)
    secret = secret[: len(secret) // 16 * 16]
    head = struct.pack(">4sII", b"SHRS", len(secret), len(secret)) + bytes(16) + bytes(128)
    return (head + hashlib.sha512(secret).digest()).ljust(0x6DC, b"\0") + secret


images = {
    # name: content, a byte of content, the place of a size of four bytes
    "trx": (trx(1), 200, 4),
    "trx2": (trx(2), 200, 4),
    "chk": (chk(), 200, 24),
    "seama": (seama(), 200, 56),
    "packimg": (b"--PaCkImGs--\0\0\0\0" + struct.pack("<I12x", len(root)) + root, None, 16),
    "tplink": (tplink(1), 600, 0x7C),
    "tplink2": (tplink(2), 600, 0x70),
    "shrs": (shrs(), 0x6F0, 8),
    "encrpted": (b"encrpted_img" + struct.pack(">I", len(root)) + root, None, 12),
}
for name, (content, flip, size_at) in images.items():
    pathlib.Path(name).write_bytes(content)
    pathlib.Path("cut-" + name).write_bytes(content[: len(content) - 50])
    if flip:
        bad = content[:flip] + bytes([content[flip] ^ 1]) + content[flip + 1 :]
        pathlib.Path("bad-" + name).write_bytes(bad)
    lying = content[:size_at] + b"\xff\xff\xff\x7f" + content[size_at + 4 :]
    pathlib.Path("lying-" + name).write_bytes(lying)
pathlib.Path("signed-tplink").write_bytes(tplink(1, signed=True)[:-1] + b"?")
