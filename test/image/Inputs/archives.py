"""Writes PATH into archives of formats that Debian has no free writer for, as the
formats' own documents say, and stored where there is a choice.

usage: archives.py PATH
(writes a.cab, a.lha, a.lha2, a.rar4, a.rar5, a.xar, s.lzip, s.zlib)
"""

import hashlib
import lzma
import pathlib
import struct
import sys
import zlib

path = pathlib.Path(sys.argv[1])
name, data = path.name.encode(), path.read_bytes()


def cab():
    """Microsoft, "Cabinet File Format": one folder, not compressed."""
    step = 32768
    blocks = [data[i : i + step] for i in range(0, len(data), step)]
    entry = struct.pack("<IIHHHH", len(data), 0, 0, 0x5A21, 0, 0x20) + name + b"\0"
    start = 36 + 8 + len(entry)
    body = b"".join(struct.pack("<IHH", 0, len(b), len(b)) + b for b in blocks)
    head = struct.pack("<4sIIIIIBBHHHHH", b"MSCF", 0, start + len(body), 0, 44, 0, 3, 1, 1, 1, 0, 7, 0)
    return head + struct.pack("<IHH", start, len(blocks), 0) + entry + body


def crc16(content):
    value = 0
    for byte in content:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return struct.pack("<H", value)


def lha(level):
    """LHa for UNIX, header.doc: the levels 0 and 2."""
    head = b"-lh0-" + struct.pack("<III", len(data), len(data), 0) + bytes([0x20, level])
    if level == 0:
        head += bytes([len(name)]) + name + crc16(data)
        return bytes([len(head), sum(head) & 255]) + head + data + b"\0"
    head += crc16(data) + b"U" + struct.pack("<H", 3 + len(name)) + b"\1" + name + b"\5\0\0"
    size = struct.pack("<H", 2 + len(head) + 4)
    seal = crc16(size + head + bytes(4))
    return size + head + seal + b"\0\0" + data + b"\0"


def rar4():
    def block(kind, flags, extra=b"", content=b""):
        head = struct.pack("<BHH", kind, flags, 7 + len(extra)) + extra
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + content

    member = struct.pack("<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0, 20, 0x30, len(name), 0o100644)
    files = block(0x74, 0x8000, member + name, data)
    return b"Rar!\x1a\7\0" + block(0x73, 0, bytes(6)) + files + block(0x7B, 0x4000)


def rar5():
    def number(value):
        out = b""
        while value > 127:
            out += bytes([value & 127 | 128])
            value >>= 7
        return out + bytes([value])

    def block(body, content=b""):
        head = number(len(body)) + body
        return struct.pack("<I", zlib.crc32(head)) + head + content

    member = b"\2\2" + number(len(data)) + b"\4" + number(len(data)) + number(0o100644)
    member += struct.pack("<I", zlib.crc32(data)) + b"\0\1" + number(len(name)) + name
    return b"Rar!\x1a\7\1\0" + block(b"\1\0\0") + block(member, data) + block(b"\5\0\0")


def xar():
    """A table of contents in XML, its checksum, and one compressed content."""
    packed = zlib.compress(data)
    toc = zlib.compress(text := f"""<?xml version="1.0" encoding="UTF-8"?>
<xar><toc><checksum style="sha1"><size>20</size><offset>0</offset></checksum>
<file id="1"><name>{path.name}</name><type>file</type><mode>0644</mode>
<data><length>{len(packed)}</length><size>{len(data)}</size><offset>20</offset>
<encoding style="application/x-gzip"/>
<archived-checksum style="sha1">{hashlib.sha1(packed).hexdigest()}</archived-checksum>
<extracted-checksum style="sha1">{hashlib.sha1(data).hexdigest()}</extracted-checksum>
</data></file></toc></xar>""".encode())
    head = struct.pack(">4sHHQQI", b"xar!", 28, 1, len(toc), len(text), 1)
    return head + toc + hashlib.sha1(toc).digest() + packed


def lzip():
    stream = lzma.compress(data, lzma.FORMAT_ALONE, preset=6)[13:]
    size = 6 + len(stream) + 20
    return b"LZIP\1\x17" + stream + struct.pack("<IQQ", zlib.crc32(data), len(data), size)


for out, content in {
    "a.cab": cab(),
    "a.lha": lha(0),
    "a.lha2": lha(2),
    "a.rar4": rar4(),
    "a.rar5": rar5(),
    "a.xar": xar(),
    "s.lzip": lzip(),
    "s.zlib": zlib.compress(data, 9),
}.items():
    pathlib.Path(out).write_bytes(content)
    pathlib.Path("cut-" + out).write_bytes(content[:-40])
