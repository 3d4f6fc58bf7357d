//===- binscan/readers/Nvs.h - ESP-IDF's non-volatile storage ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// NVS keeps keys and values in flash, in pages of 4 KiB (ESP-IDF, API
// Reference, "Non-Volatile Storage Library"): a header, two bits for each of
// 126 entries (empty, written, erased), and the entries, of 32 bytes each. An
// entry belongs to a namespace by number; entries of namespace 0 give the
// numbers their names. Texts and blobs stand in the entries behind their own,
// and large blobs in several chunks that a further entry adds up.
//
// An entry that was erased or replaced is only marked so: its bytes stay until
// the page is reclaimed. Whoever reads the flash reads them, too.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_NVS_H
#define FIRMCOP_BINSCAN_READERS_NVS_H

#include "binscan/Bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

struct NvsEntry {
  enum class Kind : std::uint8_t { Integer, Text, Blob };

  /// Empty when the entry that gives its number a name is not there.
  std::string Namespace;
  std::string Key;
  Kind Type = Kind::Integer;
  std::uint64_t Integer = 0; ///< the bytes of a signed one, too
  /// A text without its final zero byte, or all chunks of a blob.
  std::string Value;
  /// Of the entry, from the first page.
  std::uint64_t Offset = 0;
  bool IsErased = false;
  bool ChecksumIsRight = false; ///< of entry and value
};

struct NvsStore {
  std::vector<NvsEntry> Entries; ///< by offset
  std::uint64_t Pages = 0;       ///< with a right header
  /// Written entries that cannot be read: damaged, or encrypted. What belongs
  /// to one of them counts, too.
  std::uint64_t Unreadable = 0;
  /// Bytes up to the end of the last such page.
  std::uint64_t Length = 0;

  /// The live entry of that name; null when there is none.
  const NvsEntry *find(std::string_view Namespace, std::string_view Key) const;
};

/// Reads the pages that \p Input starts with; erased pages may lie between
/// them. Nothing when there is not one with a right checksum at the start,
/// behind erased ones at most. Encrypted stores have plain headers and no entry
/// that is right; they give an empty list.
std::optional<NvsStore> readNvs(Bytes Input);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_NVS_H
