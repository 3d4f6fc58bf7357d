"""Writes UF2 and DfuSe files into the current directory.

usage: uf2.py FILE

Makes x.uf2 (FILE at 0x10000000), two.uf2 (for two families of chips), x.dfuse
(FILE at 0x8000000 and 16 bytes at 0x1fffc000), and damaged ones of each.
"""

import pathlib
import struct
import sys
import zlib


def blocks(data, address, family):
    pieces = [data[i : i + 256] for i in range(0, len(data), 256)]
    for number, piece in enumerate(pieces):
        head = struct.pack(
            "<8I", 0x0A324655, 0x9E5D5157, 0x2000, address + 256 * number,
            len(piece), number, len(pieces), family,
        )
        yield head + piece.ljust(476, b"\0") + struct.pack("<I", 0x0AB16F30)


def uf2(data, address, family):
    return b"".join(blocks(data, address, family))


def dfuse(elements):
    body = b"".join(struct.pack("<II", a, len(d)) + d for a, d in elements)
    target = struct.pack("<6sBI255sII", b"Target", 0, 1, b"Flash", len(body), len(elements))
    image = struct.pack("<5sBIB", b"DfuSe", 1, 11 + len(target) + len(body), 1)
    image += target + body
    image += struct.pack("<HHHH3sB", 0x2200, 0xDF11, 0x0483, 0x011A, b"UFD", 16)
    return image + struct.pack("<I", zlib.crc32(image) ^ 0xFFFFFFFF)


data = pathlib.Path(sys.argv[1]).read_bytes()
one = uf2(data, 0x10000000, 0xE48BFF56)
dfu = dfuse([(0x08000000, data), (0x1FFFC000, bytes(range(16)))])
for name, content in {
    "x.uf2": one,
    "two.uf2": uf2(data, 0x10000000, 0xE48BFF56) + uf2(data[:300], 0x2000, 0x68ED2B88),
    "cut.uf2": one[:1024],
    "lying.uf2": one[:16] + struct.pack("<I", 5000) + one[20:512],
    "x.dfuse": dfu,
    "cut.dfuse": dfu[:-100],
    "wrong.dfuse": dfu[:-1] + b"\0",
    "lying.dfuse": dfu[:289] + b"\xff\xff\xff\x7f" + dfu[293:],
}.items():
    pathlib.Path(name).write_bytes(content)
