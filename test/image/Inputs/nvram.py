"""Writes Broadcom's NVRAM with the variables NAME=VALUE to OUT.

usage: nvram.py OUT NAME=VALUE...
"""

import pathlib
import struct
import sys


def crc8(data):
    value = 0xFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xAB if value & 1 else 0)
    return value


body = b"".join(v.encode() + b"\0" for v in sys.argv[2:]) + b"\0"
body += bytes(-len(body) % 4)
head = struct.pack("<4sI", b"FLSH", 20 + len(body))
tail = b"\1" + struct.pack("<H", 0x18) + struct.pack("<II", 0x10000, 0) + body
pathlib.Path(sys.argv[1]).write_bytes(head + bytes([crc8(tail)]) + tail)
