//===- binscan/readers/Usign.h - Keys and signatures of usign ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// OpenWrt's usign writes what OpenBSD's signify does (signify(1)): a line
// "untrusted comment: ..." and one of base64. Behind "Ed" and eight bytes that
// number the key there are the 32 bytes of a public key or the 64 of a
// signature, both Ed25519. A device has its keys in /etc/opkg/keys, each in a
// file that is named after the number.
//
// A firmware image carries its signature at the end, as fwtool writes it: data,
// and a trailer of 16 bytes that says what the data is and how long, so that
// several can follow each other. The signature is a chain of ucert: blobs with
// a signature and what it signs, which is the next key; the last signature is
// that of the image, up to where the signature's data begins.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_USIGN_H
#define FIRMCOP_BINSCAN_READERS_USIGN_H

#include "binscan/Signature.h"
#include "binscan/Tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

struct UsignKey {
  std::string Number; ///< lower-case hex
  PublicKey Key;
};

struct UsignSignature {
  std::string Number; ///< of the key
  std::vector<std::uint8_t> Value;
};

/// Reads a key or a signature; nothing if the text is none.
std::optional<UsignKey> readUsignKey(std::string_view Text);
std::optional<UsignSignature> readUsignSignature(std::string_view Text);

/// The keys that lie in files of the image.
std::vector<UsignKey> usignKeysOf(const Image &I);

/// The key of that number; null when there is none.
const UsignKey *findUsignKey(const std::vector<UsignKey> &Keys,
                             std::string_view Number);

/// A link of a ucert chain.
struct UcertLink {
  UsignSignature Signature;
  Bytes Payload; ///< what is signed; empty for the last, which signs the image
  std::optional<UsignKey> Key; ///< that the payload vouches for
};

/// What fwtool put behind an image.
struct FwtoolTail {
  /// The image with its metadata: what a signature covers.
  Bytes Signed;
  bool HasMetadata = false;
  bool HasSignature = false;
  /// Links of the chain in order; a bare usign signature is one link.
  std::vector<UcertLink> Chain;
};

/// Reads the end of an image; nothing when fwtool wrote nothing there.
std::optional<FwtoolTail> readFwtoolTail(Bytes Image);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_USIGN_H
