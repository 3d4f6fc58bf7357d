#!/usr/bin/env python3
#===- test/image/pack.py - Turns a folder into a root file system -----------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""pack.py FOLDER OUT [PATH=MODE | PATH->TARGET | PATH]...

Writes FOLDER as a cpio archive (newc), everything owned by root, directories
0755 and files 0644, or 0755 where they start with "#!". PATH=MODE, with an
octal mode, sets another one; PATH->TARGET adds a symbolic link; a PATH alone
an empty file. The folders bin and etc always exist, as in a root file system.
The packer needs no privileges, and equal input gives equal output.
"""

import sys
from pathlib import Path

DIRECTORY, REGULAR, LINK = 0o040000, 0o100000, 0o120000


def entry(number, name, mode, data=b""):
    fields = [number, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0,
              len(name.encode()) + 1, 0]
    head = b"070701" + b"".join(b"%08X" % field for field in fields)
    head += name.encode() + b"\0"
    return pad(head) + pad(data)


def pad(data):
    return data + b"\0" * (-len(data) % 4)


def collect(folder, extras):
    """Path to (mode with type, content)."""
    files = {"bin": (DIRECTORY | 0o755, b""), "etc": (DIRECTORY | 0o755, b"")}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_dir():
            files[name] = (DIRECTORY | 0o755, b"")
        else:
            data = path.read_bytes()
            mode = 0o755 if data.startswith(b"#!") else 0o644
            files[name] = (REGULAR | mode, data)
    for extra in extras:
        name, arrow, target = extra.partition("->")
        if arrow:
            files[name] = (LINK | 0o777, target.encode())
            continue
        name, _, mode = extra.partition("=")
        kind, data = files.get(name, (REGULAR | 0o755, b""))
        if mode:
            kind = kind & 0o170000 | int(mode, 8)
        files[name] = (kind, data)
    for name in list(files):
        for parent in Path(name).parents:
            if str(parent) != ".":
                files.setdefault(str(parent), (DIRECTORY | 0o755, b""))
    return files


def main(folder, out, *extras):
    files = collect(Path(folder), extras)
    archive = entry(1, ".", DIRECTORY | 0o755)
    for number, name in enumerate(sorted(files), 2):
        archive += entry(number, name, *files[name])
    archive += entry(0, "TRAILER!!!", 0)
    Path(out).write_bytes(archive + b"\0" * (-len(archive) % 512))


if __name__ == "__main__":
    main(*sys.argv[1:])
