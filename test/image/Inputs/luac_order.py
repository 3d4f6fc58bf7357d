"""Rewrites what luac 5.1 made on a little-endian machine with 64 bits for a
big-endian one with 32, as a router's luac would write it.

usage: luac_order.py IN OUT [--integers]

With --integers, whole numbers become OpenWrt's integers of four bytes.
"""

import struct
import sys


class Chunk:
    def __init__(self, data, integers):
        self.data, self.at, self.out, self.integers = data, 12, b"", integers
        self.out = data[:6] + bytes([0, 4, 4, 4, 8, 4 if integers else 0])

    def take(self, size):
        self.at += size
        return self.data[self.at - size:self.at]

    def copy(self, size):
        self.out += self.take(size)

    def number(self):
        value = struct.unpack("<I", self.take(4))[0]
        self.out += struct.pack(">I", value)
        return value

    def string(self):
        size = struct.unpack("<Q", self.take(8))[0]
        self.out += struct.pack(">I", size)
        self.copy(size)

    def constant(self):
        kind = self.take(1)
        value = struct.unpack("<d", self.data[self.at:self.at + 8])[0] \
            if kind == b"\3" else 0.5
        if self.integers and value == int(value):
            self.at += 8
            self.out += b"\xfe" + struct.pack(">i", int(value))
            return
        self.out += kind
        if kind == b"\1":
            self.copy(1)
        elif kind == b"\3":
            self.out += self.take(8)[::-1]
        elif kind == b"\4":
            self.string()

    def function(self):
        self.string()
        self.number(), self.number()
        self.copy(4)
        for _ in range(self.number()):
            self.number()
        for _ in range(self.number()):
            self.constant()
        for _ in range(self.number()):
            self.function()
        for _ in range(self.number()):
            self.number()
        for _ in range(self.number()):
            self.string(), self.number(), self.number()
        for _ in range(self.number()):
            self.string()
        return self.out


with open(sys.argv[1], "rb") as file:
    source = file.read()
with open(sys.argv[2], "wb") as file:
    file.write(Chunk(source, "--integers" in sys.argv).function())
