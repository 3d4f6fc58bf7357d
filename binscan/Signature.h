//===- binscan/Signature.h - Verifying what is signed -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Formats of updates differ in where a signature stands and what it covers; the
// mathematics below them are the same few. A reader collects the bytes that are
// covered and the key, and asks here. An answer "no" has one meaning only: this
// key did not make this signature over these bytes. That no key is known, or
// that a field is no key at all, is the caller's to say.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_SIGNATURE_H
#define FIRMCOP_BINSCAN_SIGNATURE_H

#include "binscan/Bytes.h"
#include "binscan/KeyMaterial.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

enum class HashKind : std::uint8_t { Md5, Sha1, Sha256, Sha384, Sha512 };

/// The hash of a name as formats write it: "sha256", "SHA256".
std::optional<HashKind> hashNamed(std::string_view Name);

/// Whether two contents with one such hash can be made: MD5 and SHA-1.
bool hasCollisions(HashKind Kind);

/// The digest of the parts, one after the other. adapters/OpenSslSignature.cpp.
std::vector<std::uint8_t> digestOf(HashKind Kind, std::span<const Bytes> Parts);
std::vector<std::uint8_t> digestOf(HashKind Kind, Bytes Data);

/// Whether \p Data has that digest; a digest of another length is not equal.
bool hasDigest(HashKind Kind, Bytes Data, Bytes Digest);

/// Lower-case hex.
std::string hexOf(Bytes Data);

/// Bytes of hex digits; nothing for anything else, or for half a byte.
std::optional<std::vector<std::uint8_t>> readHex(std::string_view Text);

/// A public key, in one notation wherever it came from.
struct PublicKey {
  std::string Der; ///< SubjectPublicKeyInfo
  KeyFacts Facts;
  /// SHA-256 of the RSAPublicKey of PKCS #1, by which some formats name keys;
  /// empty for other keys.
  std::string Pkcs1Fingerprint;
};

// adapters/OpenSslSignature.cpp. Nothing if the bytes are no key.

/// Reads DER: SubjectPublicKeyInfo, or RSAPublicKey of PKCS #1.
std::optional<PublicKey> readPublicKey(Bytes Der);
/// The key that an X.509 certificate in DER is about.
std::optional<PublicKey> readCertificateKey(Bytes Der);
/// From a modulus, highest byte first.
std::optional<PublicKey> rsaPublicKey(Bytes Modulus, std::uint64_t Exponent);
/// From a point, highest bytes first; \p Curve as OpenSSL calls it:
/// "prime256v1", "secp384r1", "secp192r1".
std::optional<PublicKey> ecPublicKey(std::string_view Curve, Bytes X, Bytes Y);
/// From the 32 bytes of RFC 8032.
std::optional<PublicKey> ed25519PublicKey(Bytes Point);

enum class SignatureScheme : std::uint8_t {
  RsaPkcs1,   ///< RFC 8017, RSASSA-PKCS1-v1_5
  RsaPss,     ///< RFC 8017, RSASSA-PSS with a salt of any length
  EcdsaDer,   ///< a sequence of r and s
  EcdsaPlain, ///< r and s, each as long as the field, highest byte first
};

/// Whether \p Key made \p Signature over what has that digest.
bool verifies(const PublicKey &Key, SignatureScheme Scheme, HashKind Hash,
              Bytes Digest, Bytes Signature);
/// The same for Ed25519, which signs the message itself.
bool verifiesEd25519(const PublicKey &Key, Bytes Message, Bytes Signature);

/// A signed message of the Cryptographic Message Syntax (RFC 5652).
struct CmsSignature {
  /// The keys of the certificates that signed.
  std::vector<PublicKey> Signers;
  /// The hash that each signer used, "SHA256".
  std::vector<std::string> Hashes;
  /// Every signature fits the content and its signer's certificate.
  bool Verifies = false;
  /// Every signer's certificate leads to one of the anchors.
  bool IsTrusted = false;
  /// What the message encloses; nothing for a detached signature.
  std::optional<Blob> Content;
};

/// Reads and verifies a message in DER. \p Detached is what it signs when that
/// is not inside. \p Anchors are certificates in DER, as trusted roots and to
/// find signers in. Times of validity are not looked at. Nothing if it is no
/// signed message. adapters/OpenSslCms.cpp.
std::optional<CmsSignature> readCms(Bytes Der, std::optional<Bytes> Detached,
                                    std::span<const Bytes> Anchors);

/// The name of the project that publishes the private half of a key for
/// everybody to test with; empty for a key of one's own. \p Fingerprint as in
/// KeyFacts, or as in PublicKey::Pkcs1Fingerprint.
std::string_view publisherOfSigningKey(std::string_view Fingerprint);
std::string_view publisherOfSigningKey(const PublicKey &Key);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_SIGNATURE_H
