"""Writes images for the ESP8266 as esptool does (bin_image.py), and such as are
none.

usage: esp8266.py    (writes v1.bin, v2.bin, no-sum.bin, far.bin, bad-crc.bin)
"""

import pathlib
import struct
import zlib

MARK, SEED = 0xE9, 0xEF
CODE, RAM, FLASH = 0x40100000, 0x3FFE8000, 0x40201010


def part(seed, size):
    return bytes((seed + i * 7) % 251 for i in range(size))


def segments(items, entry=CODE + 4):
    out = struct.pack("<BBBBI", MARK, len(items), 0, 0x20, entry)
    total = SEED
    for address, data in items:
        out += struct.pack("<II", address, len(data)) + data
        for byte in data:
            total ^= byte
    return out, total


def version1(items, flip=0):
    out, total = segments(items)
    return out + b"\0" * (15 - len(out) % 16) + bytes([total ^ flip])


def version2(in_flash, items):
    head = struct.pack("<BBBBIII", 0xEA, 4, 0, 0x20, CODE + 4, 0, len(in_flash))
    out, total = segments(items)
    out = head + in_flash + out
    out += b"\0" * (15 - len(out) % 16) + bytes([total])
    crc = zlib.crc32(out)
    return out + struct.pack("<I", crc ^ 0xFFFFFFFF if crc >> 31 else crc + 1)


usual = [(CODE, part(1, 800)), (RAM, part(2, 404))]
packed = version2(part(3, 2000), usual)
for name, content in {
        "v1": version1([*usual, (FLASH, part(4, 1200))]),
        "v2": packed,
        "no-sum": version1(usual, flip=1),
        "far": version1([(0x10000000, part(1, 800))]),
        "bad-crc": packed[:100] + b"\xff" + packed[101:]}.items():
    pathlib.Path(f"{name}.bin").write_bytes(content)
