#!/usr/bin/env python3
#===- test/image/twins/feeds.py - Package feeds, well signed and not ---------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""feeds.py OUT

Makes archives with a feed of opkg, or a repository of Debian, and the public key
that devices have.
"""

import hashlib
import sys

import keys
import openwrt
import pack

PACKAGE = b"package" * 100


def archive(out, name, files):
    folder = out / name
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    pack.main(folder, out / f"{name}.img")


def stanza(path, digest, field):
    return f"Package: tool\nFilename: {path}\n{field}: {digest}\n\n".encode()


def opkg(out):
    key = keys.own_ed25519()
    number = openwrt.ROOT_NUMBER
    names = stanza("tool.ipk", hashlib.sha256(PACKAGE).hexdigest(),
                   "SHA256sum")
    weak = stanza("tool.ipk", hashlib.md5(PACKAGE).hexdigest(), "MD5Sum")
    signature = openwrt.sign(number, key, names)

    def feed(name, files):
        archive(out, name, {
            "feed/tool.ipk": PACKAGE, "feed/Packages": names,
            "feed/Packages.sig": signature,
            f"etc/opkg/keys/{number.hex()}": openwrt.public(number, key),
            **files})

    feed("opkg-good", {})
    archive(out, "opkg-unsigned",
            {"feed/tool.ipk": PACKAGE, "feed/Packages": names})
    feed("opkg-weak", {"feed/Packages": weak, "feed/Packages.sig":
                       openwrt.sign(number, key, weak)})
    feed("opkg-package", {"feed/tool.ipk": PACKAGE + b"!"})
    # Who changes the list as well needs the key.
    feed("opkg-list", {
        "feed/tool.ipk": PACKAGE + b"!",
        "feed/Packages": stanza("tool.ipk", hashlib.sha256(
            PACKAGE + b"!").hexdigest(), "SHA256sum")})
    feed("opkg-garbage", {"feed/Packages.sig": b"signed, trust me\n"})


def debian(out):
    path = "pool/tool.deb"
    names = stanza(path, hashlib.sha256(PACKAGE).hexdigest(), "SHA256")
    inner = "main/binary-armhf/Packages"

    def release(content, algorithm="sha256", field="SHA256"):
        digest = hashlib.new(algorithm, content).hexdigest()
        return (f"Suite: stable\n{field}:\n {digest} {len(content)} {inner}\n"
                .encode())

    def repository(name, files):
        archive(out, name, {
            path: PACKAGE, f"dists/stable/{inner}": names,
            "dists/stable/Release": release(names),
            "dists/stable/Release.gpg":
                b"-----BEGIN PGP SIGNATURE-----\n", **files})

    repository("debian-good", {})
    archive(out, "debian-unsigned", {
        path: PACKAGE, f"dists/stable/{inner}": names,
        "dists/stable/Release": release(names)})
    repository("debian-weak", {"dists/stable/Release":
                               release(names, "md5", "MD5Sum")})
    repository("debian-list", {f"dists/stable/{inner}": names + b"\n"})
    repository("debian-package", {path: PACKAGE + b"!"})


def main(out):
    out = keys.fresh(out)
    opkg(out)
    debian(out)


if __name__ == "__main__":
    main(sys.argv[1])
