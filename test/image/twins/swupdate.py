#!/usr/bin/env python3
#===- test/image/twins/swupdate.py - SWUpdate packages, well signed and not --===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""swupdate.py OUT

Makes update packages with a root file system that holds the key of the device,
signed by swugenerator or openssl.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

import keys

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import pack  # noqa: E402

KERNEL = b"kernel" * 300

INIT = """#!/bin/sh
case "$1" in
  start) /usr/bin/swupdate {key} -w "-r /www" & ;;
esac
"""


def run(*command, **more):
    subprocess.run([str(c) for c in command], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)


def root(out, key_file, option="-k /etc/swupdate/key.pem"):
    """The root file system as a cpio archive."""
    folder = out / "root"
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (folder / "etc/init.d").mkdir(parents=True)
    (folder / "etc/swupdate").mkdir(parents=True)
    (folder / "usr/bin").mkdir(parents=True)
    (folder / "usr/bin/swupdate").write_bytes(b"#!/bin/true\n")
    (folder / "etc/inittab").write_text(
        "::sysinit:/etc/init.d/S80swupdate start\n")
    (folder / "etc/init.d/S80swupdate").write_text(INIT.format(key=option))
    if key_file:
        (folder / "etc/swupdate/key.pem").write_bytes(key_file)
    pack.main(folder, out / "root.cpio")
    return (out / "root.cpio").read_bytes()


def description(files, hashed=None):
    """In libconfig's language; all files with a hash unless told which."""
    images = []
    for name, content in files.items():
        digest = hashlib.sha256(content).hexdigest()
        line = f'sha256 = "{digest}";' if hashed is None or name in hashed \
            else ""
        images.append(f'{{ filename = "{name}"; device = "/dev/{name}"; '
                      f'{line} }}')
    return ('software =\n{\n  version = "1.0"; /* { */\n  # filename = "x"\n'
            '  images: (\n    ' + ",\n    ".join(images) +
            "\n  );\n}\n").encode()


def package(entries):
    archive = b""
    for number, (name, content) in enumerate(entries, 1):
        archive += pack.entry(number, name, pack.REGULAR | 0o644, content)
    return archive + pack.entry(0, "TRAILER!!!", 0)


class Signer:
    """A key with a certificate; CMS and RSA by openssl."""

    def __init__(self, out, name, key):
        self.key = out / f"{name}.key"
        self.certificate = out / f"{name}.crt"
        self.key.write_bytes(keys.pem(key))
        self.public = keys.public_pem(key)
        self.certificate_pem = keys.certificate_pem(
            keys.certificate(key, name))
        self.certificate.write_bytes(self.certificate_pem)
        self.out = out

    def rsa(self, message):
        (self.out / "m").write_bytes(message)
        run("openssl", "dgst", "-sha256", "-sign", self.key, "-out",
            self.out / "s", self.out / "m")
        return (self.out / "s").read_bytes()

    def cms(self, message, hash="sha256"):
        (self.out / "m").write_bytes(message)
        run("openssl", "cms", "-sign", "-in", self.out / "m", "-out",
            self.out / "s", "-signer", self.certificate, "-inkey", self.key,
            "-outform", "DER", "-nosmimecap", "-binary", "-md", hash)
        return (self.out / "s").read_bytes()


def generate(out, signer, files):
    """A package by swugenerator."""
    folder = out / "artifacts"
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    names = ", ".join(f'{{ filename = "{name}"; device = "/dev/{name}"; }}'
                      for name in files)
    (out / "sw-description").write_text(
        f'software = {{ version = "1.0"; images: ( {names} ); }}\n')
    run("swugenerator", "-s", out / "sw-description", "-a", folder, "-o",
        out / "generated.swu", "-k", f"CMS,{signer.key},{signer.certificate}",
        "create")
    return (out / "generated.swu").read_bytes()


def main(out):
    out = keys.fresh(out)
    own = Signer(out, "release", keys.own_rsa())
    other = Signer(out, "other", keys.own_rsa())

    def write(name, data):
        (out / f"{name}.img").write_bytes(data)

    def build(name, key_file, sign, hashed=None, change=None, option=None,
              files=None):
        files = files or {"kernel.img": KERNEL, "root.cpio": root(
            out, key_file, *([option] if option is not None else []))}
        text = description(files, hashed)
        signature = sign(text) if sign else None
        if change:
            text, files = change(text, files)
        entries = [("sw-description", text)]
        if signature is not None:
            entries.append(("sw-description.sig", signature))
        write(name, package(entries + list(files.items())))

    def swap_kernel(text, files):
        return text, {**files, "kernel.img": b"K" + KERNEL[1:]}

    def swap_both(text, files):
        files = {**files, "kernel.img": b"K" + KERNEL[1:]}
        return description(files), files

    rsa, cms = own.public, own.certificate_pem
    build("unsigned", rsa, None)
    build("unhashed", rsa, own.rsa, hashed=["root.cpio"])
    build("tampered", rsa, own.rsa, change=swap_kernel)
    build("rehashed-rsa", rsa, own.rsa, change=swap_both)
    build("rehashed-cms", cms, own.cms, change=swap_both)
    build("stranger-rsa", rsa, other.rsa)
    build("stranger-cms", cms, other.cms)
    build("sha1", cms, lambda text: own.cms(text, "sha1"))
    build("no-key", None, own.rsa, option="")
    published = Signer(out, "published", keys.published("rauc"))
    build("published", published.public, published.rsa)

    build("good-rsa", rsa, own.rsa)
    build("good-cms", cms, own.cms)
    build("good-alone", None, own.cms, files={"kernel.img": KERNEL})
    write("good-generated", generate(out, own, {
        "kernel.img": KERNEL, "root.cpio": root(out, cms)}))


if __name__ == "__main__":
    main(sys.argv[1])
