"""jffs2.py FOLDER: JFFS2 images as a device leaves them after some use, and what
should be found in them; see include/uapi/linux/jffs2.h."""

import lzma
import os
import struct
import sys
import zlib

DIRENT, INODE, CLEAN = 0xE001, 0xE002, 0x2003
FILE, DIRECTORY = 0o100644, 0o040755


def crc(data):
    return zlib.crc32(data, 0xFFFFFFFF) ^ 0xFFFFFFFF


def node(kind, body, length=None):
    head = struct.pack("<HHI", 0x1985, kind, length or 12 + len(body))
    whole = head + struct.pack("<I", crc(head)) + body
    return whole + b"\xff" * (-len(whole) % 4)


def obsolete(data):
    """NOR flash: a bit of the type is cleared."""
    return data[:3] + bytes([data[3] & ~0x20]) + data[4:]


def name(parent, version, number, text, kind=8):
    text = text.encode()
    head = struct.pack("<HHI", 0x1985, DIRENT, 40 + len(text))
    body = struct.pack("<IIIIBBxx", parent, version, number, 0, len(text), kind)
    head += struct.pack("<I", crc(head))
    return node(DIRENT, body + struct.pack("<II", crc(head + body), crc(text)) + text)


def part(number, version, mode, size, offset=0, data=b"", packed=None, method=0):
    packed = data if packed is None else packed
    head = struct.pack("<HHI", 0x1985, INODE, 68 + len(packed))
    head += struct.pack("<I", crc(head))
    body = struct.pack("<IIIHHIIIIIIIBBH", number, version, mode, 0, 0, size, 0, 0,
                       0, offset, len(packed), len(data), method, method, 0)
    return node(INODE, body + struct.pack("<II", crc(packed), crc(head + body)) + packed)


def raw_lzma(data):
    filters = [{"id": lzma.FILTER_LZMA1, "lc": 0, "lp": 0, "pb": 0,
                "dict_size": 0x2000}]
    return lzma.compress(data, format=lzma.FORMAT_RAW, filters=filters)


def written():
    old, new = b"old" * 500, b"new content" * 100
    text = b"compressed well " * 250
    clean = node(CLEAN, b"")
    nodes = [
        clean,
        name(1, 1, 2, "file"), part(2, 1, FILE, len(old), 0, old),
        name(1, 2, 3, "gone"), part(3, 1, FILE, 4, 0, b"gone"),
        name(1, 3, 4, "before"), part(4, 1, FILE, 5, 0, b"moved"),
        name(1, 4, 5, "dir", 4), part(5, 1, DIRECTORY, 0),
        # The new version comes first, as after garbage collection.
        part(2, 3, FILE, len(new), 0, new), part(2, 2, FILE, 0),
        name(1, 6, 0, "gone"), name(1, 5, 3, "gone"),
        name(1, 7, 0, "before"), name(5, 1, 4, "after"),
        # Shorter, then longer again: there are zeros in between.
        name(1, 8, 6, "regrown"), part(6, 1, FILE, 3000, 0, b"x" * 3000),
        part(6, 2, FILE, 10), part(6, 3, FILE, 2010, 2000, b"y" * 10),
        name(1, 9, 7, "lzma"),
        part(7, 1, FILE, len(text), 0, text, raw_lzma(text), 8),
        obsolete(name(1, 99, 6, "obsolete")),
        b"\xff" * 4096, clean,
        name(1, 10, 8, "overwritten"), part(8, 1, FILE, 6, 0, b"abcdef"),
        part(8, 2, FILE, 6, 2, b"CD"),
    ]
    files = {"file": new, "dir/after": b"moved", "lzma": text,
             "regrown": b"x" * 10 + bytes(1990) + b"y" * 10,
             "overwritten": b"abCDef"}
    return b"".join(nodes), files


def damaged():
    bad = bytearray(part(3, 1, FILE, 4, 0, b"data"))
    bad[20] ^= 1
    kept = bytearray(part(2, 2, FILE, 8, 4, b"5678"))
    kept[-1] ^= 1
    return b"".join([name(1, 1, 2, "kept"), part(2, 1, FILE, 8, 0, b"1234"), kept,
                     name(1, 2, 4, "other"), part(4, 1, FILE, 5, 0, b"other"), bad])


def loop():
    return b"".join([
        name(1, 1, 2, "a", 4), part(2, 1, DIRECTORY, 0),
        name(2, 1, 3, "b", 4), part(3, 1, DIRECTORY, 0),
        name(3, 1, 2, "again", 4), name(1, 2, 4, ".."), part(4, 1, FILE, 2, 0, b"up"),
        name(1, 3, 77, "nowhere")])


def main(folder):
    image, files = written()
    for path, data in files.items():
        os.makedirs(os.path.dirname(f"{folder}/root/{path}"), exist_ok=True)
        with open(f"{folder}/root/{path}", "wb") as file:
            file.write(data)
    for path, data in (("image", image), ("damaged", damaged()), ("loop", loop())):
        with open(f"{folder}/{path}", "wb") as file:
            file.write(data)


if __name__ == "__main__":
    main(sys.argv[1])
