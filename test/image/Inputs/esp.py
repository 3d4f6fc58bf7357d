"""Writes programs, signatures, partition tables and NVS pages of ESP32 chips.

usage: esp.py

Writes into the current directory: app.bin (signed by Secure Boot V2), plain.bin
(not signed), flash.bin (boot loader, table, NVS, two programs), nvs.bin, and
damaged ones, among them NVS pages that are encrypted.
"""

import hashlib
import pathlib
import struct
import zlib

SECTOR = 4096


def crc(data):
    return zlib.crc32(data, 0xFFFFFFFF)


def description(project, version):
    return struct.pack(
        "<II8x32s32s16s16s32s32s80x", 0xABCD5432, 1, version, project,
        b"12:34:56", b"Jan  1 2024", b"v5.1.2", bytes(32),
    )


def image(segments, chip=5, digest=1):
    out = struct.pack(
        "<BBBBIB3xHBHH4xB", 0xE9, len(segments), 2, 0x20, 0x40380000, 0xEE, chip,
        0, 0, 99, digest,
    )
    total = 0xEF
    for address, data in segments:
        data += b"\0" * (-len(data) % 4)
        out += struct.pack("<II", address, len(data)) + data
        for byte in data:
            total ^= byte
    out += b"\0" * (15 - len(out) % 16) + bytes([total])
    return out + hashlib.sha256(out).digest() if digest else out


def signed(program):
    """With a sector of one block whose digest is right and whose numbers are none."""
    program += b"\xff" * (-len(program) % SECTOR)
    block = struct.pack("<BBxx32s", 0xE7, 2, hashlib.sha256(program).digest())
    block += bytes(range(128)) * 3 + struct.pack("<I", 65537)
    block += bytes(384) + bytes(4) + bytes(range(96)) * 4
    block += struct.pack("<I16x", zlib.crc32(block))
    return program + block.ljust(SECTOR, b"\xff")


def table(partitions, digest=True):
    out = b"".join(
        struct.pack("<2sBBII16sI", b"\xaa\x50", kind, subtype, offset, size, label, flags)
        for kind, subtype, offset, size, label, flags in partitions
    )
    if digest:
        out += b"\xeb\xeb".ljust(16, b"\xff") + hashlib.md5(out).digest()
    return out.ljust(0xC00, b"\xff")


class Page:
    """A page of NVS in the second version of the format."""

    def __init__(self, number):
        head = struct.pack("<IB19x", number, 0xFE).replace(b"\0" * 19, b"\xff" * 19)
        self.head = struct.pack("<I", 0xFFFFFFFE) + head + struct.pack("<I", crc(head))
        self.entries, self.states = [], []

    def add(self, space, kind, key, data, span=1, chunk=0xFF, state=2):
        start = struct.pack("<BBBB", space, kind, span, chunk)
        rest = key.ljust(16, b"\0") + data.ljust(8, b"\xff")
        self.entries.append(start + struct.pack("<I", crc(start + rest)) + rest)
        self.states += [state] * span

    def value(self, space, kind, key, value, chunk=0xFF, state=2):
        padded = value + b"\xff" * (-len(value) % 32)
        data = struct.pack("<HHI", len(value), 0xFFFF, crc(value))
        self.add(space, kind, key, data, 1 + len(padded) // 32, chunk, state)
        self.entries.append(padded)

    def text(self, space, key, text, state=2):
        self.value(space, 0x21, key, text + b"\0", state=state)

    def bytes(self):
        bits = sum(s << 2 * i for i, s in enumerate(self.states + [3] * 126)) & (1 << 252) - 1
        bitmap = (bits | 15 << 252).to_bytes(32, "little")
        return (self.head + bitmap + b"".join(self.entries)).ljust(SECTOR, b"\xff")


def nvs():
    one, two = Page(0), Page(1)
    one.add(0, 0x01, b"nvs.net80211", b"\1")
    one.add(0, 0x01, b"cloud", b"\2")
    one.text(1, b"sta.pswd", b"old passphrase", state=0)
    one.text(1, b"sta.pswd", b"correct horse")
    one.add(2, 0x14, b"interval", struct.pack("<i", -5))
    two.value(2, 0x42, b"key", b"A" * 50, chunk=0)
    two.value(2, 0x42, b"key", b"B" * 20, chunk=1)
    two.add(2, 0x48, b"key", struct.pack("<IBBH", 70, 2, 0, 0xFFFF))
    return one.bytes() + b"\xff" * SECTOR + two.bytes()


app = image([(0x3C000020, description(b"lamp", b"1.4.2") + b"text of the program\0"),
             (0x40380000, bytes(range(256)) * 8)])
loader = image([(0x3FCD5820, b"boot loader" * 40)])
parts = [
    (1, 0x02, 0x9000, 0x4000, b"nvs", 0),
    (1, 0x00, 0xD000, 0x2000, b"otadata", 0),
    (0, 0x10, 0x10000, 0x10000, b"ota_0", 1),
    (0, 0x11, 0x20000, 0x10000, b"ota_1", 0),
    (1, 0x82, 0x30000, 0x10000, b"storage", 0),
]
flash = bytearray(b"\xff" * 0x24000)
for at, data in [(0, loader), (0x8000, table(parts)), (0x9000, nvs()),
                 (0x10000, signed(app)), (0x20000, app)]:
    flash[at : at + len(data)] = data
shifted = flash[:0x1000].replace(loader, b"\xff" * len(loader)) + flash[:0x7000] + flash[0x8000:]
flipped = bytearray(table(parts))
flipped[13] ^= 4
bad_page = bytearray(nvs())
bad_page[64 + 5 * 32] ^= 1
for name, content in {
    "app.bin": signed(app),
    "plain.bin": app,
    "old.bin": image([(0x3FFB0000, b"data" * 300)], chip=0, digest=0),
    "nodigest.bin": app[:-1] + b"?",
    "nosum.bin": app[:-33] + bytes([app[-33] ^ 1]) + app[-32:],
    "cut.bin": app[:-100],
    "lying.bin": app[:28] + b"\xfc\xff\xff\x7f" + app[32:],
    "flash.bin": bytes(flash),
    "shifted.bin": bytes(shifted),
    "table.bin": table(parts),
    "badtable.bin": bytes(flipped),
    "nvs.bin": nvs(),
    "badnvs.bin": bytes(bad_page),
    "encrypted.bin": b"".join(
        nvs()[i : i + 64] + bytes(b ^ 0x5A for b in nvs()[i + 64 : i + SECTOR])
        for i in (0, 2 * SECTOR)
    ),
    "nopage.bin": nvs()[:28] + b"?" + nvs()[29:SECTOR],
}.items():
    pathlib.Path(name).write_bytes(content)
