"""ubi_blocks.py UBI MOVED LOST: a device on which a block of the first volume was
just copied to another place, and one that lacks a block of its static volume.
ubi_blocks.py --node UBIFS: damages a node that holds data, in place."""

import struct
import sys
import zlib

BLOCK = 128 * 1024


def seal(header):
    return header[:60] + struct.pack(">I", zlib.crc32(header[:60]) ^ 0xFFFFFFFF)


def read(path):
    with open(path, "rb") as file:
        return bytearray(file.read())


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def device(path, moved, lost):
    data = read(path)
    blocks = [data[at:at + BLOCK] for at in range(0, len(data), BLOCK)]
    at = blocks[0].index(b"UBI!")

    def volume(block):
        header = block[at:at + 64]
        return struct.unpack(">I", header[8:12])[0] if header[:4] == b"UBI!" else None
    first = next(i for i, b in enumerate(blocks) if volume(b) == 3)
    # The old copy comes later, has an older number, and other content.
    old = bytearray(blocks[first])
    old[-4096:] = b"\xAA" * 4096
    newer = bytearray(blocks[first])
    newer[at + 40:at + 48] = struct.pack(">Q", 99)
    newer[at:at + 64] = seal(bytes(newer[at:at + 64]))
    write(moved, b"".join(newer if i == first else b
                          for i, b in enumerate(blocks)) + old)
    static = [i for i, b in enumerate(blocks) if volume(b) == 5]
    write(lost, b"".join(b for i, b in enumerate(blocks) if i != static[0]))


def node(path):
    data = read(path)
    at = data.index(b"\x31\x18\x10\x06")
    while data[at + 20] != 1:
        at = data.index(b"\x31\x18\x10\x06", at + 1)
    data[at + 60] ^= 1
    write(path, data)


if sys.argv[1] == "--node":
    node(sys.argv[2])
else:
    device(*sys.argv[1:])
