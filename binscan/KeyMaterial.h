//===- binscan/KeyMaterial.h - Private keys and certificates ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Keys hide in many wrappers: PEM text, bare DER, OpenSSH's and Dropbear's own
// formats, PuTTY's, PKCS #12 stores. The words "BEGIN PRIVATE KEY" alone mean
// nothing, every TLS library contains them; a key is what parses as one. So
// everything here is decoded to the end, and what is reported is the kind of
// key and the fingerprint of its public half, never the key.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_KEYMATERIAL_H
#define FIRMCOP_BINSCAN_KEYMATERIAL_H

#include "binscan/Literals.h"
#include "binscan/Tree.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// What is worth saying about a key.
struct KeyFacts {
  std::string Kind;  ///< "RSA", "EC", "Ed25519", ...; empty if unreadable
  unsigned Bits = 0; ///< size in bits; 0 if unreadable
  /// SHA-256 of the public key (SubjectPublicKeyInfo, or SSH's wire format),
  /// lower-case hex; of the encrypted bytes where nothing else can be read.
  std::string Fingerprint;
};

/// "2048-bit RSA", "Ed25519", or "unknown" for an encrypted key.
std::string describe(const KeyFacts &Key);

/// A private key in a file.
struct PrivateKey {
  KeyFacts Key;
  std::string_view Format; ///< "PEM", "DER", "OpenSSH", "Dropbear", ...
  bool IsEncrypted = false;
  std::uint64_t Offset = 0;
  std::uint64_t Length = 0;
};

/// What is worth saying about an X.509 certificate.
struct CertificateFacts {
  std::string Subject;        ///< common name, or else the whole name
  std::int64_t NotBefore = 0; ///< seconds since 1970-01-01, UTC
  std::int64_t NotAfter = 0;
  std::string SignatureHash; ///< "MD5", "SHA1", "SHA256", ...; may be empty
  KeyFacts Key;
  std::string SubjectName;  ///< the whole name in DER
  std::string IssuerName;   ///< likewise
  bool IsAuthority = false; ///< basic constraints say CA
  /// Its key usage says that it is for signing certificates.
  bool IsForSigning = false;
  bool IsSelfSigned = false; ///< subject is issuer
  /// SHA-256 of the certificate, lower-case hex.
  std::string Fingerprint;
};

/// A certificate in a file.
struct Certificate {
  CertificateFacts Facts;
  std::uint64_t Offset = 0;
  std::uint64_t Length = 0;
};

/// Every private key in a file of any format, in order of offset; text and
/// binaries alike. Marker strings without a key behind them are not keys.
std::vector<PrivateKey> findPrivateKeys(const MarkedBytes &File);

/// Every X.509 certificate in a file: PEM anywhere, DER as the whole file.
std::vector<Certificate> findCertificates(const MarkedBytes &File);

/// Both of the above for a node, found once for all rules.
struct KeyMaterial {
  std::vector<PrivateKey> Keys;
  std::vector<Certificate> Certificates;
};
const KeyMaterial &keyMaterialOf(const Node &N);

// By OpenSSL (adapters/OpenSsl.cpp). None of these throws or writes anywhere.

/// Reads an unencrypted private key in DER: PKCS #1, PKCS #8 or SEC 1. The
/// numbers must form a key pair.
std::optional<KeyFacts> readPrivateKey(Bytes Der);

/// Reads a DER certificate.
std::optional<CertificateFacts> readCertificate(Bytes Der);

/// Reads a PKCS #12 store that starts with the first byte. Nothing if it is
/// none or holds no private key; trust stores hold none.
std::optional<PrivateKey> readKeyStore(Bytes Der);

/// True for the DER of PKCS #8's EncryptedPrivateKeyInfo.
bool isEncryptedPrivateKey(Bytes Der);

/// SHA-256 in lower-case hex.
std::string fingerprintOf(Bytes Data);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_KEYMATERIAL_H
