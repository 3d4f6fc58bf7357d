//===- binscan/readers/Mcuboot.h - MCUboot images ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MCUboot starts programs of this shape (docs/design.md and
// boot/bootutil/include/bootutil/image.h; all little endian):
//
//   header      32 bytes, with padding up to HeaderSize
//   program     ImageSize bytes
//   TLVs        protected ones (optional): magic 0x6908, total, entries
//               the others:                magic 0x6907, total, entries
//
// An entry has a type, a length and a value. The digest covers everything up to
// the end of the protected entries; the signature covers the digest, or, with
// an entry SigPure, the same bytes as it. Which public key it is for is only
// said by its hash, or, with a key in hardware, by the whole key.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_MCUBOOT_H
#define FIRMCOP_BINSCAN_READERS_MCUBOOT_H

#include "binscan/Bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace firmcop::binscan {

/// Types of entries.
namespace mcuboot {
enum Tlv : std::uint16_t {
  KeyHash = 0x01,
  PublicKey = 0x02,
  Sha256 = 0x10,
  Sha384 = 0x11,
  Sha512 = 0x12,
  Rsa2048 = 0x20, ///< PSS
  Ecdsa224 = 0x21,
  Ecdsa = 0x22,   ///< P-256 or P-384, DER
  Rsa3072 = 0x23, ///< PSS
  Ed25519 = 0x24,
  SigPure = 0x25,
  EncryptedRsa2048 = 0x30,
  EncryptedKw = 0x31,
  EncryptedEc256 = 0x32,
  EncryptedX25519 = 0x33,
  EncryptedX25519Sha512 = 0x34,
  Dependency = 0x40,
  SecurityCounter = 0x50,
  BootRecord = 0x60,
};

/// Flags of the header.
enum Flag : std::uint32_t {
  Aes128 = 0x4,
  Aes256 = 0x8,
  NonBootable = 0x10,
  RamLoad = 0x20,
  RomFixed = 0x100,
  Lzma1 = 0x200,
  Lzma2 = 0x400,
  ArmThumbFilter = 0x800,
};
} // namespace mcuboot

struct McubootTlv {
  std::uint16_t Type = 0;
  bool IsProtected = false; ///< covered by digest and signature
  Bytes Value;
};

struct McubootImage {
  std::uint32_t LoadAddress = 0; ///< means something with RamLoad or RomFixed
  std::uint32_t HeaderSize = 0;
  std::uint32_t ImageSize = 0;
  std::uint32_t Flags = 0;
  std::string Version; ///< "1.2.3+4"
  Bytes Program;       ///< encrypted or compressed as Flags say
  /// What digest and signature cover: header, program, protected entries.
  Bytes Covered;
  std::vector<McubootTlv> Tlvs; ///< in order
  /// Bytes from the header to the end of the last entry.
  std::uint64_t Length = 0;
  /// False when the entries are not all there: erased, cut off, or never made.
  bool HasTlvs = false;

  /// The first entry of that type; null when there is none.
  const McubootTlv *find(std::uint16_t Type) const;

  /// The entry with the signature; null for an unsigned image. That there is
  /// one says nothing about who made it.
  const McubootTlv *signature() const;

  bool isEncrypted() const {
    return (Flags & (mcuboot::Aes128 | mcuboot::Aes256)) != 0;
  }

  /// Whether the digest is right; nothing when there is none, or when it cannot
  /// be known because the program, whose digest it is, is encrypted.
  std::optional<bool> digestIsRight() const;
};

/// Reads the image that \p Input starts with. Nothing when the header cannot be
/// one, or when its program goes beyond the end.
std::optional<McubootImage> readMcubootImage(Bytes Input);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_MCUBOOT_H
