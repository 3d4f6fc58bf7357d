"""romfs_loop.py OUT: a romfs whose entries lead back to themselves."""

import struct
import sys


def entry(following, kind, info, size, name):
    name = name.encode() + b"\0"
    return struct.pack(">IIII", following | kind, info, size, 0) + \
        name.ljust((len(name) + 15) & ~15, b"\0")


def main(out):
    # A directory in itself, a file that is longer than the image, and the first
    # entry after the last one.
    body = entry(64, 1, 32, 0, "self") + entry(32, 2, 0, 1 << 20, "long")
    head = b"-rom1fs-" + struct.pack(">II", 32 + len(body), 0) + bytes(16)
    words = struct.unpack(f">{len(head + body) // 4}I", head + body)
    head = head[:12] + struct.pack(">I", -sum(words) & 0xFFFFFFFF) + head[16:]
    with open(out, "wb") as file:
        file.write(head + body + bytes(960))


main(sys.argv[1])
