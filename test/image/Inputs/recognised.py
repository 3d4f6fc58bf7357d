"""Writes small files of formats that are recognised only: DEX, Mach-O, RAR 4 and
5, a UEFI volume, a qcow2 image, and a file of "openssl enc"; cut-* of each."""

import hashlib
import pathlib
import random
import struct
import zlib

noise = random.Random(1).randbytes(70000)


def dex():
    body = struct.pack("<III", 0x200, 0x70, 0x12345678).ljust(0x200 - 32, b"d")
    rest = hashlib.sha1(body).digest() + body
    return b"dex\n035\0" + struct.pack("<I", zlib.adler32(rest)) + rest


def mach_o():
    text = b"m" * 300
    head = struct.pack("<IIIIIIII", 0xFEEDFACF, 0x100000C, 0, 2, 1, 72, 0, 0)
    segment = struct.pack("<II16sQQQQiiII", 0x19, 72, b"__TEXT", 0, 4096, 0, 104 + 300, 5, 5, 0, 0)
    return head + segment + text


def rar4():
    def block(kind, flags, extra=b"", data=b""):
        head = struct.pack("<BHH", kind, flags, 7 + len(extra)) + extra
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data

    member = struct.pack("<I", 500) + bytes(21)
    blocks = block(0x73, 0, bytes(6)) + block(0x74, 0x8000, member, noise[:500])
    return b"Rar!\x1a\7\0" + blocks + block(0x7B, 0x4000)


def rar5():
    def block(body, data=b""):
        head = bytes([len(body)]) + body
        return struct.pack("<I", zlib.crc32(head)) + head + data

    member = block(b"\2\2\xf4\3" + bytes(20), noise[:500])
    return b"Rar!\x1a\7\1\0" + block(b"\1\0\0") + member + block(b"\5\0\0")


def volume():
    head = struct.pack("<16s16sQ4sIHHHBBII8x", bytes(16), bytes(range(16)), 8192, b"_FVH", 0x4FEFF, 72, 0, 0, 0, 2, 1, 8192)
    total = sum(struct.unpack("<36H", head)) & 0xFFFF
    head = head[:50] + struct.pack("<H", -total & 0xFFFF) + head[52:]
    return (head + zlib.compress(b"x")).ljust(8192, b"v")


qcow = struct.pack(">4sIQIIQIIQ", b"QFI\xfb", 3, 0, 0, 16, 1 << 20, 0, 1, 0x100)
for name, content in {
    "x.dex": dex(),
    "x.macho": mach_o(),
    "x.rar4": rar4(),
    "x.rar5": rar5(),
    "x.fv": volume(),
    "x.qcow2": qcow.ljust(4096, b"\0"),
    "x.enc": b"Salted__" + noise[:65544],
}.items():
    pathlib.Path(name).write_bytes(content)
    pathlib.Path("cut-" + name).write_bytes(content[:-3])
