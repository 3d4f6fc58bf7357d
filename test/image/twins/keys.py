#===- test/image/twins/keys.py - Keys to sign fixtures with ------------------===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Keys that generators of signed images share.

Keys of one's own are made anew. The published ones are the private numbers that
projects publish for tests; a generator needs them to sign as somebody would who
never replaced the example key.
"""

import shutil
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

# RSA keys by their primes, with the exponent 65537; EC keys on P-256 by their
# private number.
PRIMES = {
    "uboot": (
        int("0xec0a790f89ef3a27b635780880c3f3b98b691f8b85fdc64c2c6c53299dcd1b84"
            "47ea855475de308444d77f304976725b2170d3a61a07c63521a4687c19af94d62a"
            "a3a7d73a35df2e795a7f7394f56c3f3fd911b440ce225a03db6432ad8f532a460e"
            "efc007e927790e21cff96ca2788c0a2934930284beaf019f7e4a13ec46a9", 16),
        int("0xdf4bdb8fa2bbfe089c9499f25a496e413a92f17fd78dd01f1793e40811c62676"
            "319034b358fabb3b9135c18a93028bb553a9cd36852f65976946fa37f4d4ab3026"
            "9a810ec613ec408ff87bb629c3fe53e5be85bd3787f875da96cec99fec8f0e199b"
            "4fe08c158bd3e6b3eccfb6b43b4efb8f4f85074c7d84784d61949b6273e7", 16),
    ),
    "avb": (
        int("0xeb3b9fb619a8d69a82ea2f7c875146cc7166bd72240c83b2beb0df2188983658"
            "8eee1ce1663de5eb0eda43f7140e29d1cec5850179a0e6f5ac1b8710fa77e9ca4b"
            "e1a19e2bcedc6aa4dfabadd6640ba3a13669afd2e90516e42fbc3fc46ee3a50fdc"
            "96903cb07cc7190b3f9de971a0eb42ec4d75f0589182f0ff8dd8653322fd", 16),
        int("0xd7d7bf2a0dd69a657d3db147c40e8d267e437e52ffe480b4cb819c7c77974a87"
            "d9b6c18dcbccd4c3435a39d10f269886246e8be280eeda9f89bd3df97a41de0e43"
            "e8ebfb96cfcb771d12fd5726556b626b61caf32f222c6b68928059290e406855f6"
            "89053cfad0b887af469c96102aa37080253387cfa01d7e58e3aa03893991", 16),
    ),
    "rauc": (
        int("0xefab989a90b3dafaa6d87a61866312b1a1504bde14d314e7927490936d5f8c80"
            "a205316e5dc164755592dfe2708ea8fbede5d37b310f6a5463acf17afc6a62c120"
            "20caa7b91325b9bb44d50748cfa859f4eb2c2de91c8f83d978644c60f478d4504f"
            "820d92a55b0b9a7143a49eaca8eb0885d93b461c0c36fabc63a45931a5fd", 16),
        int("0xd360fa403bd25662a1ad304f4b5370615d20619747a8dcb5162838f282724ea8"
            "4d8897fdadad17200f8a5a55f00485d9e90f4c612b4fce6c9f17eceb97455110d6"
            "5f8554c7b3deeff20e0207cd4be16b7ce05d653a9ef7dacbee480c0d5020bbda68"
            "d0614989511d9aaa3ef6aa885adc3abb1cacf973dd31f2a42900bdd6970f", 16),
    ),
}
NUMBERS = {
    "mcuboot": int("0xd798d52f8301243bd3542b7e55ed4c74611900b0f9505a824fe1e8ec063bcff1", 16),
    "esptool": int("0xe238d1e482edc87a3f10d221c9481850a37e10a85df1d5a9b6c39fc5dd634195", 16),
}


def fresh(path):
    """An empty folder; tools and earlier runs leave files behind."""
    path = Path(path)
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def own_rsa(bits=2048):
    return rsa.generate_private_key(65537, bits)


def own_ec(curve=ec.SECP256R1):
    return ec.generate_private_key(curve())


def own_ed25519():
    return ed25519.Ed25519PrivateKey.generate()


def published(name):
    if name in NUMBERS:
        return ec.derive_private_key(NUMBERS[name], ec.SECP256R1())
    p, q = PRIMES[name]
    e = 65537
    d = pow(e, -1, (p - 1) * (q - 1))
    return rsa.RSAPrivateNumbers(
        p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q),
        rsa.rsa_crt_iqmp(p, q),
        rsa.RSAPublicNumbers(e, p * q)).private_key()


def pem(key):
    """The private key, as tools read it."""
    return key.private_bytes(serialization.Encoding.PEM,
                             serialization.PrivateFormat.PKCS8,
                             serialization.NoEncryption())


def public_pem(key):
    return key.public_key().public_bytes(
        serialization.Encoding.PEM,
        serialization.PublicFormat.SubjectPublicKeyInfo)


def public_der(key, layout=serialization.PublicFormat.SubjectPublicKeyInfo):
    return key.public_key().public_bytes(serialization.Encoding.DER, layout)


def certificate(key, name, issuer=None, issuer_key=None, authority=True):
    """A certificate; self-signed without an issuer. The validity is fixed, so
    that a day's judgement does not depend on the day."""
    import datetime
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import NameOID
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime.datetime(2024, 1, 1))
            .not_valid_after(datetime.datetime(2044, 1, 1))
            .add_extension(x509.BasicConstraints(ca=authority,
                                                 path_length=None),
                           critical=True)
            .sign(issuer_key or key, hashes.SHA256()))


def certificate_pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM)
