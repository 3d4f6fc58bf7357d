"""Writes images of a PCI expansion ROM to the standard output, behind each other
(PCI Firmware Specification, 5.1.1; UEFI specification, 14.4.2).

usage: option_rom.py {pc,uefi,uefi-packed}...
"""

import struct
import sys

STRUCTURE_AT, LENGTH = 0x1C, 1024


def image(kind, is_last):
    data = bytearray(b"\x90" * LENGTH)
    machine = 0 if kind == "pc" else 3
    struct.pack_into("<HB", data, 0, 0xAA55, LENGTH // 512)
    struct.pack_into("<H", data, 0x0C, kind == "uefi-packed")
    struct.pack_into("<H", data, 0x18, STRUCTURE_AT)
    struct.pack_into("<4sHHHHB3sHHBB", data, STRUCTURE_AT, b"PCIR", 0x1AF4,
                     0x1041, 0, 0x18, 0, b"\0\0\2", LENGTH // 512, 1, machine,
                     0x80 if is_last else 0)
    return bytes(data)


kinds = sys.argv[1:]
for number, kind in enumerate(kinds, 1):
    sys.stdout.buffer.write(image(kind, number == len(kinds)))
