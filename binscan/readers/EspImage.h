//===- binscan/readers/EspImage.h - Programs for ESP32 chips ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The boot loader of an ESP32 and the programs it starts are images of one form
// (ESP-IDF, esp_app_format.h; esptool documentation, "Firmware Image Format";
// all little endian):
//
//   header       24 bytes: 0xE9, number of segments, flash mode, entry, chip
//   segments     each address, length, data
//   checksum     0xEF xor every byte of data, at the end of 16 bytes
//   SHA-256      of all of the above, when the header says so
//
// The first segment of a program starts with its description. Secure Boot V2
// signs the image up to the next multiple of 4 KiB; there follows a sector with
// up to three blocks of 1216 bytes, each a public key and a signature by it.
// Secure Boot V1 has 68 bytes right behind the image instead. A device accepts
// what fits a digest of the key in its eFuses, which no image shows.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_ESPIMAGE_H
#define FIRMCOP_BINSCAN_READERS_ESPIMAGE_H

#include "binscan/Bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

struct EspSegment {
  std::uint32_t Address = 0;
  std::uint64_t Offset = 0; ///< of the data, from the image's first byte
  std::uint32_t Length = 0;
};

/// esp_app_desc_t. A program has one, a boot loader has not. Views of the
/// image.
struct EspDescription {
  std::uint32_t SecureVersion = 0; ///< for the protection against rollback
  std::string_view Version;
  std::string_view Project;
  std::string_view Time;
  std::string_view Date;
  std::string_view IdfVersion;
};

/// A block of a Secure Boot V2 signature sector.
struct EspSignatureBlock {
  enum class Scheme : std::uint8_t { RsaPss3072, Ecdsa };

  Scheme Kind = Scheme::RsaPss3072;
  std::uint64_t Offset = 0; ///< from the image's first byte
  Bytes ImageDigest; ///< of all before the sector: SHA-256, for P-384 SHA-384
  /// RSA: modulus of 384 bytes, least significant byte first.
  Bytes Modulus;
  std::uint32_t Exponent = 0; ///< of RSA
  /// ECDSA: 1 is P-192, 2 is P-256, 3 is P-384; the point's coordinates, one
  /// after the other, each least significant byte first.
  std::uint8_t Curve = 0;
  Bytes Point;
  /// RSA-PSS of ImageDigest, or r and s; least significant byte first.
  Bytes Signature;
  bool ChecksumIsRight = false; ///< the block's own CRC
  bool DigestIsRight = false;   ///< ImageDigest is that of this image
};

struct EspImage {
  std::uint16_t Chip = 0;
  std::uint32_t Entry = 0;
  std::vector<EspSegment> Segments;
  bool ChecksumIsRight = false;
  std::optional<bool> DigestIsRight; ///< nothing when there is none
  std::optional<EspDescription> Description;
  /// Bytes up to the checksum and the digest.
  std::uint64_t Length = 0;

  /// Secure Boot V2; empty for an image that is not signed so.
  std::vector<EspSignatureBlock> Signatures;
  /// Secure Boot V1: an ECDSA signature of 64 bytes by P-256.
  std::optional<Bytes> SignatureV1;
  /// Bytes up to the end of the signatures; Length when there are none.
  std::uint64_t SignedLength = 0;

  /// "ESP32", "ESP32-C3", ... or "chip 0x..".
  std::string chipName() const;
};

/// How long the image without signatures is that \p Input seems to start with;
/// reads nothing but headers. Nothing when these cannot be ones.
std::optional<std::uint64_t> espImageLength(Bytes Input);

/// Reads the image that \p Input starts with. Nothing when its header or its
/// segments cannot be ones, or when it goes beyond the end.
std::optional<EspImage> readEspImage(Bytes Input);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_ESPIMAGE_H
