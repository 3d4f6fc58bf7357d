"""squashfs.py FOLDER OUT [--version=3|4] [--order=little|big] [--codec=NAME]
                        [--magic=TEXT] [--check]

Writes SquashFS file systems that no tool of today makes: version 3 (as
squashfs_fs.h of Linux 2.6.28 has it), version 4 in big-endian order, and with the
LZMA that vendors had: lzma-file has the header of an .lzma file, lzma-header only
five bytes of it, lzma-raw none (lc=1 lp=2 pb=1). --check sets the flag that puts a
byte more into metadata blocks.
"""

import lzma
import os
import stat
import struct
import sys
import zlib

BLOCK, LOG = 1 << 16, 16
META = 8192
NONE = 0xFFFFFFFF
RAW = [{"id": lzma.FILTER_LZMA1, "lc": 1, "lp": 2, "pb": 1, "dict_size": 1 << 16}]


def compress(codec, data):
    if codec == "none":
        return data
    if codec == "zlib":
        return zlib.compress(data)
    if codec == "lzma-raw":
        return lzma.compress(data, format=lzma.FORMAT_RAW, filters=RAW)
    packed = lzma.compress(data, format=lzma.FORMAT_ALONE)
    return packed if codec == "lzma-file" else packed[:5] + packed[13:]


class Writer:
    def __init__(self, options):
        self.is3 = options.get("version", "4") == "3"
        self.big = options.get("order", "little") == "big"
        self.codec = options.get("codec", "zlib")
        self.check = "check" in options
        self.magic = options.get("magic", "sqsh" if self.big else "hsqs")
        self.out = bytearray(119 if self.is3 else 96)
        self.inodes, self.directories = bytearray(), bytearray()
        self.ids, self.fragments, self.tail = [0], [], bytearray()
        self.unplaced = []
        self.count = 0

    def pack(self, form, *values):
        return struct.pack((">" if self.big else "<") + form, *values)

    def bits(self, *fields):
        """C bit fields of (value, width), whole bytes in total."""
        total, shift = 0, 0
        width = sum(w for _, w in fields)
        for value, size in fields:
            total |= value << (width - shift - size if self.big else shift)
            shift += size
        return total.to_bytes(width // 8, "big" if self.big else "little")

    def block(self, data):
        """A block of data: its size word."""
        packed = compress(self.codec, data)
        if len(packed) >= len(data):
            self.out += data
            return len(data) | 1 << 24
        self.out += packed
        return len(packed)

    def metadata(self, data):
        """Appends a table; gives where each of its blocks starts."""
        starts = []
        for at in range(0, len(data), META):
            part = bytes(data[at:at + META])
            packed = compress(self.codec, part)
            starts.append(len(self.out))
            size = len(packed) if len(packed) < len(part) else len(part) | 0x8000
            self.out += self.pack("H", size) + (b"\xff" if self.check else b"")
            self.out += packed if len(packed) < len(part) else part
        return starts

    def add_inode(self, raw):
        at = len(self.inodes)
        self.inodes += raw
        return at

    def base(self, kind, mode):
        self.count += 1
        if self.is3:
            return self.bits((kind, 4), (mode & 0o7777, 12), (0, 8), (255, 8)) + \
                self.pack("II", 0, self.count)
        return self.pack("HHHHII", kind, mode & 0o7777, 0, 0, 0, self.count)

    def file(self, data, mode):
        start, sizes = len(self.out), []
        whole = len(data) - len(data) % BLOCK
        for at in range(0, whole, BLOCK):
            part = data[at:at + BLOCK]
            sizes.append(self.block(part) if part.strip(b"\0") else 0)
        fragment, offset, rest = NONE, 0, data[whole:]
        if rest:
            if len(self.tail) + len(rest) > BLOCK:
                self.flush()
            fragment, offset = len(self.fragments), len(self.tail)
            self.tail += rest
        blocks = b"".join(self.pack("I", size) for size in sizes)
        base = self.base(2, mode)
        if self.is3:
            return base + self.pack("QIII", start, fragment, offset, len(data)) + blocks
        return base + self.pack("IIII", start, fragment, offset, len(data)) + blocks

    def flush(self):
        if self.tail:
            at = len(self.out)
            self.fragments.append((at, self.block(bytes(self.tail))))
            self.tail = bytearray()

    def inode_block(self, place):
        """Where the metadata block of an inode will be: inodes are stored."""
        return place // META * (META + (3 if self.check else 2))

    def directory(self, path):
        """Writes what is below first; gives the inode's place."""
        entries = []
        for name in sorted(os.listdir(path)):
            whole = os.path.join(path, name)
            mode = os.lstat(whole).st_mode
            if stat.S_ISDIR(mode):
                entries.append((name.encode(), self.directory(whole), 1))
            elif stat.S_ISLNK(mode):
                target = os.readlink(whole).encode()
                size = self.pack("IH" if self.is3 else "II", 1, len(target))
                entries.append((name.encode(), self.add_inode(
                    self.base(3, mode) + size + target), 3))
            else:
                with open(whole, "rb") as file:
                    raw = self.file(file.read(), mode)
                entries.append((name.encode(), self.add_inode(raw), 2))
        at, start = len(self.directories), 0
        for i in range(1, len(entries) + 1):
            # Entries of one header have their inodes in one metadata block.
            block = entries[start][1] // META
            if i == len(entries) or i - start == 256 or entries[i][1] // META != block:
                self.group(entries[start:i])
                start = i
        return self.directory_inode(path, at, 3 + len(self.directories) - at)

    def group(self, entries):
        self.directories += self.pack("B" if self.is3 else "I", len(entries) - 1)
        self.directories += self.pack("II", self.inode_block(entries[0][1]), 0)
        for name, place, kind in entries:
            if self.is3:
                head = self.bits((place % META, 13), (kind, 3), (len(name) - 1, 8))
                head += self.pack("h", 0)
            else:
                head = self.pack("HhHH", place % META, 0, kind, len(name) - 1)
            self.directories += head + name

    def directory_inode(self, path, at, size):
        base = self.base(1 if self.is3 else 8, os.stat(path).st_mode)
        if self.is3:
            raw = self.pack("I", 2) + self.bits((size, 19), (at % META, 13)) + \
                self.pack("II", 0, 0)
        else:
            raw = self.pack("IIIIHHI", 2, size, 0, 0, 0, at % META, NONE)
        place = self.add_inode(base + raw)
        # The directory's block is known when all are compressed.
        self.unplaced.append((place + (20 if self.is3 else 24), at // META))
        return place

    def write(self, folder):
        root = self.directory(folder)
        self.flush()
        codec, at = self.codec, len(self.out)
        starts = self.metadata(self.directories)
        directories = bytes(self.out[at:])
        del self.out[at:]
        for where, number in self.unplaced:
            if number < len(starts): # else: an empty directory at the very end
                self.inodes[where:where + 4] = self.pack("I", starts[number] - at)
        self.codec = "none"
        inode_at = at
        self.metadata(self.inodes)
        self.codec, directory_at = codec, len(self.out)
        self.out += directories
        fragment_at = self.table(b"".join(
            self.pack("QII", at, size, 0) for at, size in self.fragments))
        reference = self.inode_block(root) << 16 | root % META
        return self.super_block(reference, inode_at, directory_at, fragment_at)

    def table(self, entries):
        """A table behind a list of its blocks; gives where the list is."""
        starts = self.metadata(entries)
        at = len(self.out)
        self.out += b"".join(self.pack("Q", start) for start in starts)
        return at

    def super_block(self, root, inode_at, directory_at, fragment_at):
        flags, none = 4 if self.check else 0, 2 ** 64 - 1
        if self.is3:
            user_at = len(self.out)
            self.out += self.pack("I", 0)
            size = len(self.out)
            head = self.pack("IIIIII", self.count, size, 0, 0, 0, 0) + \
                self.pack("HHHH", 3, 1, BLOCK & 0xFFFF, LOG) + \
                bytes([flags, 1, 0]) + self.pack("I", 0) + self.pack("Q", root) + \
                self.pack("III", BLOCK, len(self.fragments), 0) + \
                self.pack("QQQQQQQ", size, user_at, user_at, inode_at, directory_at,
                          fragment_at, none)
        else:
            user_at = self.table(self.pack("I", 0))
            size = len(self.out)
            head = self.pack("IIIIHHHHHH", self.count, 0, BLOCK, len(self.fragments),
                             1, LOG, flags, 1, 4, 0) + \
                self.pack("QQQQQQQQ", root, size, user_at, none, inode_at,
                          directory_at, fragment_at, none)
        head = self.magic.encode() + head
        self.out[:len(head)] = head
        return self.out + bytes(-len(self.out) % 4096)


def main(folder, path, *options):
    options = dict((o[2:].split("=", 1) + [""])[:2] for o in options)
    with open(path, "wb") as file:
        file.write(Writer(options).write(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
