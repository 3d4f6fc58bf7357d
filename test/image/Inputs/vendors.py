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


def plain_crc(data):
    """Without the inversion at its end."""
    return zlib.crc32(data) ^ 0xFFFFFFFF


def tplink_rtos():
    head = b"\0\x14\x2f\xc0" + bytes(16) + b"IMG0"
    head += struct.pack(">IHBB", 0x94 + len(root) - 20, 0x841, 11, 1)
    return head.ljust(0x94, b"\0") + root


def safeloader():
    salt = bytes.fromhex("7a2b15ed9b98596de504ab44ac2a9f4e")
    parts, table, at = b"", "", 0x800
    for name, data in (("os-image", kernel), ("file-system", root)):
        table += f"fwup-ptn {name} base {at:#07x} size {len(data):#07x}\t\r\n"
        parts += data
        at += len(data)
    body = struct.pack(">I", 10) + b"vendor info".ljust(0xFFC, b"\xff")
    body += (table.encode() + b"\0").ljust(0x800, b"\xff") + parts
    return struct.pack(">I", 20 + len(body)) + hashlib.md5(salt + body).digest() + body


def wrg(order="<", magic=0x20080321, name=b"wrgg15_dkbs_dap1353"):
    """D-Link's header, the newer one with version, model and build."""
    head = name.ljust(32, b"\0") + struct.pack(order + "II", magic, magic)
    if magic != 0x20040220:
        head += b"1.00".ljust(16, b"\0") + b"DAP-1353".ljust(16, b"\0") + bytes(16)
        head += b"b15".ljust(16, b"\0")
    place = struct.pack(order + "I", 0x70000) + b"/dev/mtdblock/2".ljust(32, b"\0")
    digest = hashlib.md5(place + root).digest()
    return head + struct.pack(order + "I", len(root)) + place + digest + root


def jboot_sum(data):
    total = 0
    for at in range(0, len(data) - 1, 2):
        total += struct.unpack_from("<H", data, at)[0]
    if len(data) % 2:
        total += data[-1] - 0xFF
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def sch2():
    fields = [0x2124, 3, 2, 0x80000000, len(kernel), zlib.crc32(kernel), 0x80000000]
    fields += [0x90000, len(root), zlib.crc32(root)]
    layout = "<HBBIIIIIIIIHH"
    head = struct.pack(layout, *fields, 0, 40, 0)
    return struct.pack(layout, *fields, zlib.crc32(head), 40, 0) + kernel


def stag(factory):
    content = sch2()
    head = struct.pack("<BBHIIH", 4, 4, 0x2B24, 99, len(content), jboot_sum(content))
    head += struct.pack("<H", jboot_sum(head) ^ 0xFFFF)
    return (b"\xff" if factory else b"\x04") + head[1:] + content


def jboot():
    content = stag(True) + root
    head = b"DLK6E2412001" + struct.pack("<HH", 0, jboot_sum(content)) + bytes(10) + b"\1\0"
    head += struct.pack("<5I", 99, 0x40000, 1 << 20, 0x40000, len(content)) + bytes(16)
    head += struct.pack("<HHHBBIH", 0x4842, 2, 0, 4, 4, 0, 0x6E24)
    return head + struct.pack("<H", jboot_sum(head) ^ 0xFFFF) + content


def bcm_tag():
    def text(value, size):
        return str(value).encode().ljust(size, b"\0")

    start = 0xBFC10100
    head = b"6\0\0\0" + b"Broadcom Corporatio".ljust(20, b"\0") + b"ver. 2.0".ljust(14, b"\0")
    head += b"6348".ljust(6, b"\0") + b"96348GW".ljust(16, b"\0") + b"1\0"
    head += text(len(kernel) + len(root), 10) + text(0, 12) + text(0, 10)
    head += text(start + len(kernel), 12) + text(len(root), 10)
    head += text(start, 12) + text(len(kernel), 10)
    head = head.ljust(216, b"\0") + struct.pack(">I", plain_crc(kernel + root))
    head = head.ljust(236, b"\0")
    return (head + struct.pack(">I", plain_crc(head))).ljust(256, b"\0") + kernel + root


def intel_flash():
    block = 0x1000
    size = (len(kernel) + block - 1) // block * block
    other = (len(root) + block - 1) // block * block
    end = (block + size + other) // block - 1
    bios = (block + size) // block
    regions = [0, end << 16 | bios, (bios - 1) << 16 | 1, 0x7FFF, 0x7FFF, 0, 0, 0, 0]
    head = b"\xff" * 16 + bytes.fromhex("5aa5f00f") + struct.pack("<I", 0x04040003)
    head = head.ljust(0x40, b"\xff") + struct.pack("<9I", *regions)
    return head.ljust(block, b"\xff") + kernel.ljust(size, b"\xff") + root.ljust(other, b"\xff")


def ubiquiti(signed=False):
    version = b"XM.v6.1.7.32555".ljust(256, b"\0")
    image = b"UBNT" + version
    image += struct.pack(">II", zlib.crc32(image), 0)
    for number, (name, data) in enumerate(((b"kernel", kernel), (b"rootfs", root))):
        part = b"PART" + name.ljust(28, b"\0")
        part += struct.pack(">6I", 0, number, 0x9F050000, 0x80002000, len(data), 1 << 20) + data
        image += part + struct.pack(">II", zlib.crc32(part), 0)
    if signed:
        return image + b"ENDS" + bytes(range(256)) + bytes(4)
    return image + b"END." + struct.pack(">II", zlib.crc32(image), 0)


def xiaomi():
    offsets, body = [], b""
    for name, data in ((b"uImage.bin", kernel), (b"root.bin", root)):
        offsets.append(48 + len(body))
        body += struct.pack("<IIIHH32s", 0xBABE, 0xFFFFFFFF, len(data), 4, 0, name)
        body += data + bytes(-len(data) % 4)
    tail = struct.pack("<HH8I", 0, 0x0D, *offsets, *[0] * (8 - len(offsets))) + body
    signature = struct.pack("<4I", 256, 0, 0, 0) + bytes(range(256))
    return struct.pack("<4sII", b"HDR1", 12 + len(tail), plain_crc(tail + signature)) + tail + signature


def u2nd():
    head = b"W54G" + bytes(4) + bytes([5, 1, 1, 2, 0]) + b"\1U2ND\0".ljust(19, b"\0")
    return head[:32] + trx(1)


def mh01():
    secret = b"Salted__" + bytes(255 - b for b in root)
    vector = b"0123456789abcdef0123456789abcdef\n"
    head = struct.pack("<4sIII", b"MH01", 16 + len(vector) + len(secret), 256, 0)
    head += struct.pack("<4sIII", b"MH01", len(vector), len(secret), 0)
    return head + vector + secret + bytes(range(256))


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
    "tplink-rtos": (tplink_rtos(), None, 24),
    "tplink-safeloader": (safeloader(), 0x1900, 0),
    "wrg": (wrg(), 200, 0x68),
    "wrg-old": (wrg(">", 0x20040220, b"wrgn23_dlwbr_dir615"), 200, 0x28),
    "wrg-named": (wrg(">", 0x20100101), 200, 0x68),
    "jboot-update": (jboot(), 4000, 44),
    "jboot-stag": (stag(False), 200, 8),
    "jboot-sch2": (sch2(), 200, 8),
    "bcm-tag": (bcm_tag(), 300, 62),
    "intel-flash": (intel_flash(), None, 0x44),
    "ubiquiti": (ubiquiti(), 500, 260),
    "ubiquiti-signed": (ubiquiti(True), 500, 260),
    "xiaomi": (xiaomi(), 300, 16),
    "u2nd": (u2nd(), None, 36),
    "mh01": (mh01(), None, 20),
}
for name, (content, flip, size_at) in images.items():
    pathlib.Path(name).write_bytes(content)
    pathlib.Path("cut-" + name).write_bytes(content[: len(content) - 50])
    if flip:
        bad = content[:flip] + bytes([content[flip] ^ 1]) + content[flip + 1 :]
        pathlib.Path("bad-" + name).write_bytes(bad)
    lying = content[:size_at] + b"\xff\xff\xff\x7f" + content[size_at + 4 :]
    pathlib.Path("lying-" + name).write_bytes(lying)
cfe = b"\x10\0\x02\x7b".ljust(28, b"\0") + b"CFE1CFE1" + (b"\x3c\x08\xb0\0\x35\x08" * 1000)
pathlib.Path("cfe").write_bytes(cfe + b"\xff" * 8000 + root)
pathlib.Path("cfe-text").write_bytes(b"a" * 28 + b"CFE1CFE1 is where it starts")
pathlib.Path("signed-tplink").write_bytes(tplink(1, signed=True)[:-1] + b"?")
