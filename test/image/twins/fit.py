#!/usr/bin/env python3
#===- test/image/twins/fit.py - FIT images, well signed and not --------------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""fit.py OUT

Makes flash images with U-Boot's control tree at 0 and a FIT image at 0x4000, by
mkimage, dtc and fdtput. Each file is named after what is done to it; "good-*"
has nothing wrong.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

import keys

KERNEL = b"kernel" * 500
RAMDISK = b"ramdisk" * 300


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.PIPE)


def part(name, kind, hash="sha256", signature=""):
    digest = f'hash-1 {{ algo = "{hash}"; }};' if hash else ""
    return f"""{name} {{ description = "{name}"; data = /incbin/("{name}.bin");
        type = "{kind}"; arch = "arm"; os = "linux"; compression = "none";
        load = <0x8000>; entry = <0x8000>; {digest} {signature} }};"""


def sign(algo, images="", extra="", key="release"):
    images = f"sign-images = {images};" if images else ""
    return (f'signature-1 {{ algo = "{algo}"; key-name-hint = "{key}"; '
            f'{images} {extra} }};')


BOTH = '"kernel", "ramdisk"'


def source(conf_signature=None, part_signature="", hash="sha256", second=""):
    conf = conf_signature or ""
    return f"""/dts-v1/;
/ {{ description = "t"; #address-cells = <1>;
  images {{ {part("kernel", "kernel", hash, part_signature)}
            {part("ramdisk", "ramdisk", hash, part_signature)} }};
  configurations {{ default = "conf";
    conf {{ kernel = "kernel"; ramdisk = "ramdisk"; {conf} }};
    {second} }};
}};
"""


def control(out, name, properties=""):
    """U-Boot's own tree, without a key; mkimage -K adds one."""
    path = out / f"{name}.dtb"
    (out / f"{name}.dts").write_text(
        '/dts-v1/; / { model = "board"; serial { u-boot,dm-pre-reloc; }; '
        f'{properties} }};\n')
    run("dtc", "-q", "-p", "4096", "-o", path, out / f"{name}.dts")
    return path


class Maker:
    def __init__(self, out):
        self.out = out
        self.keys = out / "keys"
        self.keys.mkdir()
        (out / "kernel.bin").write_bytes(KERNEL)
        (out / "ramdisk.bin").write_bytes(RAMDISK)
        self.add_key("release", keys.own_rsa())

    def add_key(self, name, key):
        (self.keys / f"{name}.key").write_bytes(keys.pem(key))
        (self.keys / f"{name}.crt").write_bytes(
            keys.certificate_pem(keys.certificate(key, name)))

    def build(self, name, text, required=True, change=None, add_key=True):
        """The control tree and the FIT image behind it."""
        its, itb = self.out / f"{name}.its", self.out / f"{name}.itb"
        its.write_text(text)
        tree = control(self.out, name)
        where = ["-K", tree] if add_key else []
        run("mkimage", "-f", its, "-k", self.keys, *where,
            *(["-r"] if required and add_key else []), itb)
        if change:
            change(itb, tree)
        flash = tree.read_bytes().ljust(0x4000, b"\xff") + itb.read_bytes()
        (self.out / f"{name}.img").write_bytes(flash)


def replace(old, new):
    def change(itb, _):
        data = itb.read_bytes()
        assert old in data and len(old) == len(new)
        itb.write_bytes(data.replace(old, new))
    return change


def fdtput(path, node, name, *values, kind="s"):
    run("fdtput", "-t", kind, path, node, name, *values)


def main(out):
    make = Maker(keys.fresh(out))
    signed = source(sign("sha256,rsa2048", BOTH))
    make.build("unsigned", source(), add_key=False)
    make.build("parts", source(part_signature=sign("sha256,rsa2048")))
    make.build("sha1", source(sign("sha1,rsa2048", BOTH)))
    make.build("weak-binding", source(sign("sha256,rsa2048", BOTH),
                                      hash="md5"))
    make.build("one-part", source(sign("sha256,rsa2048", '"kernel"')))
    make.build("default", source(second="other { kernel = \"kernel\"; " +
                                 sign("sha256,rsa2048", '"kernel"') + " };"))

    # Who changes the data and not its hash ...
    bad = KERNEL.replace(b"kernel", b"Kernel", 1)
    make.build("tampered", signed, change=replace(KERNEL, bad))

    # ... who computes the hash anew ...
    def rehash(itb, tree):
        replace(KERNEL, bad)(itb, tree)
        replace(hashlib.sha256(KERNEL).digest(),
                hashlib.sha256(bad).digest())(itb, tree)
    make.build("rehashed", signed, change=rehash)

    # ... and who takes the kernel off the list of what is signed.
    make.build("shortened", signed, change=lambda itb, _: fdtput(
        itb, "/configurations/conf/signature-1", "hashed-nodes", "/",
        "/configurations/conf", "/images/ramdisk", "/images/ramdisk/hash-1"))

    make.build("not-required", signed, required=False)
    make.build("no-key", signed, add_key=False)
    make.build("required-image", source(sign("sha256,rsa2048", BOTH),
                                        sign("sha256,rsa2048")),
               change=lambda _, tree: fdtput(
                   tree, "/signature/key-release", "required", "image"))

    make.add_key("dev", keys.published("uboot"))
    make.build("published", source(sign("sha256,rsa2048", BOTH, key="dev")))

    make.build("good-rsa", signed)
    make.build("good-pss", source(sign("sha256,rsa2048", BOTH,
                                       'padding = "pss";')))
    make.add_key("long", keys.own_rsa(4096))
    make.build("good-sha512", source(sign("sha512,rsa4096", BOTH, key="long")))
    # A key of which the image knows nothing: nobody can say.
    make.build("good-foreign", source(sign("sha256,rsa2048", BOTH, key="long")
                                      .replace("rsa2048", "rsa4096")),
               change=lambda _, tree: fdtput(
                   tree, "/signature/key-long", "key-name-hint", "other"))


if __name__ == "__main__":
    main(sys.argv[1])
