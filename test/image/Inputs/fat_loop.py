"""fat_loop.py FAT16 OUT: every chain of clusters leads back to its start."""

import struct
import sys

with open(sys.argv[1], "rb") as file:
    data = bytearray(file.read())
sector, reserved, tables, sectors = struct.unpack_from("<H", data, 11)[0], \
    struct.unpack_from("<H", data, 14)[0], data[16], struct.unpack_from("<H", data, 22)[0]
for table in range(tables):
    at = (reserved + table * sectors) * sector
    for number in range(2, sectors * sector // 2):
        if struct.unpack_from("<H", data, at + number * 2)[0] >= 0xFFF8:
            struct.pack_into("<H", data, at + number * 2, number)
with open(sys.argv[2], "wb") as file:
    file.write(data)
