"""Writes hostile fixtures into the current directory."""

import gzip
import io
import struct
import tarfile
import zlib


def tar(name, entries):
    with tarfile.open(name, "w") as archive:
        for path, data, attributes in entries:
            info = tarfile.TarInfo(path)
            info.size = len(data)
            for key, value in attributes.items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(data))


device = {"type": tarfile.BLKTYPE, "devmajor": 8, "devminor": 1}
tar(
    "names.tar",
    [
        ("../../evil", b"x", {}),
        ("/evil", b"x", {}),
        ("a/../../../evil", b"x", {}),
        ("sda", b"", device),
        ("out", b"", {"type": tarfile.SYMTYPE, "linkname": "../../../etc"}),
        ("out/evil", b"x", {}),
        ("\x1b[31mred\n", b"x", {}),
    ],
)
tar(
    "links.tar",
    [
        ("etc/passwd", b"", {"type": tarfile.SYMTYPE, "linkname": "shadow"}),
        ("etc/shadow", b"", {"type": tarfile.SYMTYPE, "linkname": "passwd"}),
        ("bin", b"", {"type": tarfile.SYMTYPE, "linkname": "bin"}),
    ],
)

with gzip.GzipFile("bomb.gz", "wb", compresslevel=9, mtime=0) as bomb:
    for _ in range(200):
        bomb.write(bytes(1 << 20))

inner = b"innermost"
for level in range(20):
    tar("nested.tar", [(f"level-{level}", inner, {})])
    with open("nested.tar", "rb") as nested:
        inner = nested.read()

with open("magic.bin", "wb") as magic:
    parts = [b"\x1f\x8b\x08\0\0\0\0\0\0\3", b"hsqs", b"PK\3\4", b"070701",
             b"\xd0\x0d\xfe\xed", b"bootcmd=", b"\x5d\0\0\x80\0" + b"\xff" * 8 + b"\0",
             b"\x7fELF\1\1\1", b"!<arch>\n", b"\x28\xb5\x2f\xfd\x04"]
    magic.write(b"".join(parts) * 2000)

# Headers that are right and promise much work, over and over.
gpt = struct.pack(
    "<8sIIIIQQQQ16sQIII", b"EFI PART", 0x10000, 92, 0, 0, 1, 2, 1, 1, bytes(16), 3, 1024, 4096, 0
)
gpt = gpt[:16] + struct.pack("<I", zlib.crc32(gpt)) + gpt[20:]
sparse = struct.pack("<IHHHHIIII", 0xED26FF3A, 1, 0, 28, 12, 4096, 16384, 2, 0)
sparse += struct.pack("<HHIII", 0xCAC2, 0, 16383, 16, 7)
mcuboot = struct.pack("<IIHHIIBBHII", 0x96F3B83D, 0, 32, 0, 4, 0, 1, 0, 0, 0, 0)
mcuboot += b"abcd" + struct.pack("<HH", 0x6907, 60000)
program = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0"
program += struct.pack("<HH", 0x14C, 65535) + bytes(40)
vbmeta = struct.pack(">4sIIQQ", b"AVB0", 1, 0, 0, 1 << 20).ljust(300, b"\0")
with open("work.bin", "wb") as work:
    for part in (gpt, sparse, mcuboot, program, vbmeta, b"UFD\x10", b"Rar!\x1a\7\0"):
        work.write(part * (1000000 // len(part)))
