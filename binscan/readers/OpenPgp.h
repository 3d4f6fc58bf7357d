//===- binscan/readers/OpenPgp.h - Keys and signatures ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// OpenPGP (RFC 4880, RFC 9580) is a sequence of packets: a tag, a length and a
// body. A key ring is public keys, each followed by its subkeys, the names of
// its owner and what others certify of them; a detached signature is one packet
// for each signer. What a signature covers is the file and, behind it, the part
// of its own packet that says who signed, when and how. Packets lie bare, in
// GnuPG's keybox, or in an armour of base64 between lines of dashes; a text can
// stand readable before the armour of its signature (RFC 9580, 7).
//
// Read are keys and signatures of version 4, which is what GnuPG and Sequoia
// write, and signatures of version 3 by such keys: RSA, ECDSA and Ed25519.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_OPENPGP_H
#define FIRMCOP_BINSCAN_READERS_OPENPGP_H

#include "binscan/Signature.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// A public key or subkey that is for signing.
struct OpenPgpKey {
  std::string Fingerprint; ///< 40 digits of lower-case hex
  PublicKey Key;

  /// The last 16 digits of the fingerprint, by which signatures name keys.
  std::string_view id() const {
    return std::string_view(Fingerprint).substr(24);
  }
};

/// A signature over a document.
struct OpenPgpSignature {
  enum class Algorithm : std::uint8_t { Rsa, Ecdsa, EdDsa };
  std::string KeyId; ///< 16 digits of lower-case hex; empty if it names none
  Algorithm Of = Algorithm::Rsa;
  HashKind Hash = HashKind::Sha256;
  /// Over the text with "\r\n" behind each line, instead of the bytes.
  bool IsText = false;
  /// What is hashed behind the document.
  std::vector<std::uint8_t> Trailer;
  /// The numbers of the algorithm, highest byte first.
  std::vector<std::vector<std::uint8_t>> Numbers;
};

/// A text with its signature behind it.
struct ClearSigned {
  /// What is signed: lines without blanks at their ends, and no line end behind
  /// the last.
  std::string Text;
  std::vector<OpenPgpSignature> Signatures;
};

/// The keys in a key ring: bare, armoured or a keybox. Empty if it is none.
std::vector<OpenPgpKey> readOpenPgpKeys(Bytes File);

/// The signatures in a detached signature, bare or armoured; of other kinds of
/// packets and of unknown algorithms none.
std::vector<OpenPgpSignature> readOpenPgpSignatures(Bytes File);

/// Reads a file that starts with a signed text; nothing if it does not.
std::optional<ClearSigned> readClearSigned(Bytes File);

/// Whether \p Key made \p Signature over \p Document.
bool verifies(const OpenPgpKey &Key, const OpenPgpSignature &Signature,
              Bytes Document);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_OPENPGP_H
