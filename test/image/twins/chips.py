#!/usr/bin/env python3
#===- test/image/twins/chips.py - Programs with and without locked ports -----===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""chips.py OUT

Makes files to program microcontrollers with: Intel HEX with the program and the
bytes that lock the debug port, or a raw program.
"""

import struct
import sys

import keys


def record(kind, address, data=b""):
    body = bytes([len(data), address >> 8 & 255, address & 255, kind]) + data
    return ":" + (body + bytes([-sum(body) & 255])).hex().upper() + "\n"


def intel_hex(segments):
    text = ""
    for start, data in segments.items():
        for at in range(0, len(data), 16):
            address = start + at
            text += record(4, 0, struct.pack(">H", address >> 16))
            text += record(0, address & 0xFFFF, data[at:at + 16])
    return (text + record(1, 0)).encode()


def program(base=0, field=b""):
    """A Cortex-M program: vectors, then code; the field at 0x400."""
    vectors = [0x20010000] + [base + 0x501 + 2 * i for i in range(6)] + \
        [0] * 4 + [base + 0x511, base + 0x513, 0, base + 0x515, base + 0x517]
    head = struct.pack("<16I", *vectors).ljust(0x400, b"\xbf")
    return head + (field or b"\x70\x47" * 8) + b"\x00\xbf" * 512


def main(out):
    out = keys.fresh(out)

    def write(name, segments):
        (out / f"{name}.hex").write_bytes(intel_hex(segments))

    stm32 = program(0x08000000)
    for name, address, data in [
            ("f1-open", 0x1FFFF800, "A55A00FF"),
            ("f1-good", 0x1FFFF800, "00FF00FF"),
            ("f3-open", 0x1FFFF800, "AA5500FF"),
            ("f3-good", 0x1FFFF800, "BB4400FF"),
            ("f4-open", 0x1FFFC000, "EFAAFFFF"),
            ("f4-good", 0x1FFFC000, "EFCCFFFF"),
            ("l4-open", 0x1FFF7800, "AAF8EFFF55071000"),
            ("l4-broken-good", 0x1FFF7800, "AAF8EFFF00100700"),
    ]:
        write(name, {0x08000000: stm32, address: bytes.fromhex(data)})
    write("ram-good", {0x08000000: stm32, 0x1FFF0000: b"\xaa" * 512})
    nrf = program()
    write("nrf52-open", {0: nrf, 0x10001208: b"\x5a\xff\xff\xff"})
    write("nrf52-good", {0: nrf, 0x10001208: b"\x00\xff\xff\xff"})
    write("nrf53-open", {0: nrf, 0x00FF8000: b"\xfa\x50\xfa\x50"})
    write("unknown-good", {0: nrf})
    field = b"\xff" * 12 + b"\xfe\xff\xff\xff"
    (out / "k64-open.bin").write_bytes(program(0, field))
    (out / "k64-good.bin").write_bytes(
        program(0, b"\xff" * 12 + b"\xfd\xff\xff\xff"))
    (out / "no-field-good.bin").write_bytes(program(0))


if __name__ == "__main__":
    main(sys.argv[1])
