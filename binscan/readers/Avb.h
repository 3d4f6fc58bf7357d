//===- binscan/readers/Avb.h - Android Verified Boot ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Verified Boot 2.0 signs a structure, vbmeta, that describes partitions: by a
// digest, by a hash tree for dm-verity, or by the key that another vbmeta of
// theirs must be signed with (external/avb, libavb; all big endian):
//
//   header          256 bytes: "AVB0", algorithm, where everything is
//   authentication  digest and signature of header and auxiliary block
//   auxiliary       descriptors, and the public key of the signature
//
// It fills a partition of its own, or stands behind a partition's content; then
// the last 64 bytes of the partition are a footer that says where. A boot
// loader takes only its own key, or, when it is unlocked, any.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_AVB_H
#define FIRMCOP_BINSCAN_READERS_AVB_H

#include "binscan/Bytes.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// AvbDescriptor. Which members mean something depends on the tag.
struct AvbDescriptor {
  enum class Tag : std::uint8_t {
    Property,
    HashTree,
    Hash,
    KernelCommandLine,
    ChainPartition,
  };

  Tag Kind = Tag::Property;
  std::string_view Partition;     ///< HashTree, Hash, ChainPartition
  std::string_view HashAlgorithm; ///< HashTree, Hash: "sha256", ...
  Bytes Salt;                     ///< HashTree, Hash
  Bytes Digest;                   ///< Hash; the root's of a HashTree
  std::uint64_t ImageSize = 0;    ///< HashTree, Hash
  std::string_view Key;           ///< Property
  std::string_view Value;         ///< Property; the command line
  Bytes PublicKey;                ///< ChainPartition, as in AvbVbmeta
};

/// An RSA key as AVB has it: most significant byte first.
struct AvbPublicKey {
  std::uint32_t Bits = 0;
  Bytes Modulus; ///< the exponent is always 65537
};

/// AvbVBMetaImageHeader and what it points to.
struct AvbVbmeta {
  /// AvbAlgorithmType.
  enum Algorithm : std::uint32_t {
    None = 0,
    Sha256Rsa2048 = 1,
    Sha256Rsa4096 = 2,
    Sha256Rsa8192 = 3,
    Sha512Rsa2048 = 4,
    Sha512Rsa4096 = 5,
    Sha512Rsa8192 = 6,
  };
  enum Flag : std::uint32_t {
    HashTreeDisabled = 1,
    VerificationDisabled = 2,
  };

  std::uint32_t SignedWith = None;
  std::uint32_t Flags = 0;
  std::uint64_t RollbackIndex = 0;
  std::uint32_t RollbackIndexLocation = 0;
  std::string_view Release; ///< "avbtool 1.2.0"
  /// What digest and signature cover, one after the other.
  Bytes Header;
  Bytes Auxiliary;
  Bytes Digest;    ///< empty when there is none
  Bytes Signature; ///< PKCS #1 1.5; empty when there is none
  Bytes PublicKey; ///< AvbRSAPublicKeyHeader and two numbers; may be empty
  std::vector<AvbDescriptor> Descriptors;
  std::uint64_t Length = 0; ///< bytes of the three blocks

  /// Nothing when there is no key or it is none.
  std::optional<AvbPublicKey> key() const;
  /// Whether Digest is right; nothing when the structure is not signed.
  std::optional<bool> digestIsRight() const;
};

/// Reads the vbmeta structure that \p Input starts with. Nothing when a block
/// or descriptor goes beyond what it is in.
std::optional<AvbVbmeta> readAvbVbmeta(Bytes Input);

/// Reads the key of AvbVbmeta::PublicKey or AvbDescriptor::PublicKey.
std::optional<AvbPublicKey> readAvbPublicKey(Bytes Key);

/// AvbFooter.
struct AvbFooter {
  std::uint64_t ContentSize = 0; ///< of the partition, without any of AVB
  std::uint64_t VbmetaOffset = 0;
  std::uint64_t VbmetaSize = 0;
};

/// Reads the footer that \p Partition ends with; the vbmeta it leads to lies
/// inside.
std::optional<AvbFooter> readAvbFooter(Bytes Partition);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_AVB_H
