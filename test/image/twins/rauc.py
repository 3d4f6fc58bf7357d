#!/usr/bin/env python3
#===- test/image/twins/rauc.py - RAUC bundles, well signed and not -----------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""rauc.py OUT

Makes bundles by rauc, whose root file system holds the keyring of the device.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

import keys

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import pack  # noqa: E402


def run(*command):
    subprocess.run([str(c) for c in command], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


class Maker:
    def __init__(self, out):
        self.out = out

    def signer(self, name, key=None):
        """An authority and a certificate that it signed."""
        authority_key, leaf_key = key or keys.own_rsa(), keys.own_rsa()
        authority = keys.certificate(authority_key, name)
        leaf = keys.certificate(leaf_key, name + " release", authority,
                                authority_key, authority=False)
        (self.out / f"{name}.key").write_bytes(keys.pem(leaf_key))
        (self.out / f"{name}.crt").write_bytes(keys.certificate_pem(leaf))
        (self.out / f"{name}.ca").write_bytes(keys.certificate_pem(authority))
        return name

    def root(self, keyring):
        folder = self.out / "root"
        (folder / "etc/rauc").mkdir(parents=True, exist_ok=True)
        ring = folder / "etc/rauc/ring.pem"
        ring.unlink(missing_ok=True)
        if keyring:
            ring.write_bytes((self.out / f"{keyring}.ca").read_bytes())
        (folder / "etc/rauc/system.conf").write_text(
            "[system]\ncompatible=lamp\nbootloader=uboot\n"
            "[keyring]\npath=ring.pem\n")
        pack.main(folder, self.out / "root.cpio")
        return (self.out / "root.cpio").read_bytes()

    def build(self, name, signer, keyring=None, kind="verity", change=None):
        content = self.out / f"{name}.content"
        content.mkdir()
        (content / "root.img").write_bytes(self.root(keyring or signer))
        # RAUC makes no bundle that fits into one block.
        (content / "noise.img").write_bytes(
            b"".join(hashlib.sha256(bytes([i])).digest() for i in range(256)))
        (content / "manifest.raucm").write_text(
            f"[update]\ncompatible=lamp\nversion=1\n[bundle]\nformat={kind}\n"
            "[image.rootfs]\nfilename=root.img\n[image.noise]\nfilename=noise.img\n")
        bundle = self.out / f"{name}.img"
        run("rauc", "bundle", "--cert", self.out / f"{signer}.crt", "--key",
            self.out / f"{signer}.key", content, bundle)
        if change:
            bundle.write_bytes(change(bundle.read_bytes()))


def without_signature(bundle):
    size = int.from_bytes(bundle[-8:], "big")
    return bundle[:-8 - size]


def flip(bundle):
    """A letter in the time stamp of the file system: nothing but a signature
    would notice."""
    return bundle[:8] + bytes([bundle[8] ^ 1]) + bundle[9:]


def main(out):
    make = Maker(keys.fresh(out))
    make.signer("own")
    make.signer("other")
    make.signer("test", keys.published("rauc"))
    make.build("unsigned", "own", change=without_signature)
    make.build("plain", "own", kind="plain")
    make.build("tampered-plain", "own", kind="plain", change=flip)
    make.build("tampered-verity", "own", change=flip)
    make.build("stranger", "other", keyring="own")
    make.build("published", "test")
    make.build("good-verity", "own")


if __name__ == "__main__":
    main(sys.argv[1])
