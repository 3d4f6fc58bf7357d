"""yaffs2.py FOLDER OUT [--order=little|big] [--page=2048/64] [--tags=0] [--version=1]

Writes a YAFFS2 image as a device leaves it: yaffs_guts.h, yaffs_packedtags2.h.
Before each file there is an older version of it, and one more file that was
deleted.
"""

import os
import stat
import struct
import sys

ROOT, DELETED = 1, 4


class Writer:
    def __init__(self, options):
        self.order = ">" if options.get("order") == "big" else "<"
        self.page, self.spare = map(int, options.get("page", "2048/64").split("/"))
        self.tags = int(options.get("tags", "0"))
        self.first, self.copies = options.get("version") == "1", {}
        if self.first:
            self.page = 512
        self.out, self.sequence, self.number = bytearray(), 0x1000, 256

    def write(self, data, number, part, size):
        if self.first:
            return self.write_first(data, number, part, size)
        tags = struct.pack(self.order + "IIII", self.sequence, number, part, size)
        spare = b"\xff" * self.tags + tags
        self.out += data.ljust(self.page, b"\xff") + spare.ljust(self.spare, b"\xff")
        if len(self.out) // (self.page + self.spare) % 64 == 0:
            self.sequence += 1

    def write_first(self, data, number, part, size):
        """yaffs_tagscompat.c: bit fields in the order of the processor."""
        copy = self.copies[number, part] = (self.copies.get((number, part), -1) + 1) % 4
        size = min(size, 0x3FF)
        if self.order == "<":
            words = part | copy << 20 | size << 22, number | 0xFFF << 18
        else:
            words = part << 12 | copy << 10 | size, number << 14 | 0xFFF << 2
        tags = struct.pack(self.order + "II", *words)
        spare = tags[:4] + b"\xff\xff" + tags[4:6] + b"\0\0\0" + tags[6:] + b"\0\0\0"
        self.out += data.ljust(512, b"\xff") + spare

    def header(self, number, kind, parent, name, mode=0, size=0, alias="", same=0):
        raw = struct.pack(self.order + "IIH", kind, parent, 0xFFFF)
        raw += name.encode().ljust(258, b"\0")
        raw += struct.pack(self.order + "IIIIII", mode, 0, 0, 0, 0, 0)
        raw += struct.pack(self.order + "II", size, same)
        raw += alias.encode().ljust(160, b"\0") + struct.pack(self.order + "I", 0)
        self.write(raw.ljust(512, b"\xff"), number, 0, 0xFFFF)

    def file(self, number, parent, name, mode, data):
        self.header(number, 1, parent, name, mode, len(data))
        for part in range(0, len(data), self.page):
            piece = data[part:part + self.page]
            self.write(piece, number, part // self.page + 1, len(piece))

    def folder(self, path, number, seen):
        for name in sorted(os.listdir(path)):
            whole = os.path.join(path, name)
            status = os.lstat(whole)
            self.number += 1
            me = self.number
            if stat.S_ISDIR(status.st_mode):
                self.header(me, 3, number, name, status.st_mode)
                self.folder(whole, me, seen)
            elif stat.S_ISLNK(status.st_mode):
                self.header(me, 2, number, name, status.st_mode, 0,
                            os.readlink(whole))
            elif status.st_ino in seen:
                self.header(me, 4, number, name, 0, 0, "", seen[status.st_ino])
            else:
                seen[status.st_ino] = me
                with open(whole, "rb") as file:
                    data = file.read()
                if me % 7 == 0:
                    self.file(me, number, "old name", 0o100600, b"old" * 100)
                self.file(me, number, name, status.st_mode, data)


def main(folder, out, *options):
    w = Writer(dict(o[2:].split("=") for o in options))
    w.header(ROOT, 3, ROOT, "", 0o40755)
    w.file(250, ROOT, "deleted", 0o100644, b"gone")
    w.folder(folder, ROOT, {})
    w.header(250, 1, DELETED, "deleted", 0o100644, 0)
    with open(out, "wb") as file:
        file.write(w.out)


if __name__ == "__main__":
    main(*sys.argv[1:])
