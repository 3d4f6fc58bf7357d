"""Writes a UEFI volume with variables that hold certificates.

usage: uefi_vars.py OUT NAME=CERTIFICATE.der...
"""

import pathlib
import struct
import sys

X509 = bytes.fromhex("a159c0a5e494a74a87b5ab155c2bf072")


def variable(name, der):
    data = X509 + struct.pack("<III", 44 + len(der), 0, 16 + len(der)) + bytes(16) + der
    wide = name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<HBBIQ16sIII", 0x55AA, 0x3F, 0, 0x27, 0, bytes(16), 0, len(wide), len(data))
    out = head + bytes(range(16)) + wide + data
    return out + b"\xff" * (-len(out) % 4)


body = b""
for argument in sys.argv[2:]:
    name, path = argument.split("=")
    body += variable(name, pathlib.Path(path).read_bytes())
size = (72 + len(body) + 0xFFFF) // 0x10000 * 0x10000
fields = [bytes(16), bytes(range(16)), size, b"_FVH", 0x4FEFF, 72, 0, 0, 0, 2]
head = struct.pack("<16s16sQ4sIHHHBBII8x", *fields, size // 0x10000, 0x10000)
total = sum(struct.unpack("<36H", head)) & 0xFFFF
head = head[:50] + struct.pack("<H", -total & 0xFFFF) + head[52:]
pathlib.Path(sys.argv[1]).write_bytes((head + body).ljust(size, b"\xff"))
