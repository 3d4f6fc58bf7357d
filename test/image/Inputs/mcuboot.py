"""Writes MCUboot images into the current directory.

usage: mcuboot.py PROGRAM

Makes signed.mcu, unsigned.mcu, ram.mcu (with a load address), and damaged ones.
What stands where a signature belongs is no signature; nothing here needs one.
"""

import hashlib
import pathlib
import struct
import sys


def area(magic, entries):
    body = b"".join(struct.pack("<HH", t, len(v)) + v for t, v in entries)
    return struct.pack("<HH", magic, 4 + len(body)) + body


def image(program, entries, protected=(), flags=0, load=0, header_size=512):
    guarded = area(0x6908, protected) if protected else b""
    header = struct.pack(
        "<IIHHIIBBHII", 0x96F3B83D, load, header_size, len(guarded), len(program),
        flags, 1, 2, 3, 4, 0,
    )
    covered = header.ljust(header_size, b"\0") + program + guarded
    digest = [(0x10, hashlib.sha256(covered).digest())]
    return covered + area(0x6907, digest + list(entries))


program = pathlib.Path(sys.argv[1]).read_bytes()
signature = [(0x01, bytes(32)), (0x22, bytes(range(70)))]
signed = image(program, signature, [(0x50, struct.pack("<I", 7))])
for name, content in {
    "signed.mcu": signed,
    "unsigned.mcu": image(program, []),
    "ram.mcu": image(program, signature, flags=0x20, load=0x20000000),
    "flipped.mcu": signed[:600] + b"?" + signed[601:],
    "cut.mcu": signed[:-60],
    "lying.mcu": signed[:12] + b"\xff\xff\xff\x7f" + signed[16:],
    "entry.mcu": signed[:-72] + b"\xff\xff" + signed[-70:],
}.items():
    pathlib.Path(name).write_bytes(content)
