//===- binscan/readers/HexRecords.h - Intel HEX and S-records ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Both are text with a record a line, and the same idea: a kind, a count, an
// address, data in hexadecimal, and a byte that makes the sum of all right.
//
//   :10010000214601360121470136007EFE09D2190140   Intel HEX: 0x10 bytes at
//   0x100 S11F00007C0802A6900100049421FFF07C6C1B78...   S-record: 0x1C bytes at
//   0
//
// An Intel HEX address has 16 bits; records 02 and 04 say what to add to it. It
// ends with record 01. S-records have 16, 24 or 32 bits in S1, S2 and S3, and
// end with S9, S8 or S7; S5 and S6 count the data records, at the end as well.
// Intel: Hexadecimal Object File Format Specification, revision A; srec(5).
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_HEXRECORDS_H
#define FIRMCOP_BINSCAN_READERS_HEXRECORDS_H

#include "binscan/readers/AddressMap.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace firmcop::binscan {

enum class HexDialect : std::uint8_t { Intel, Motorola };

/// A file of records, from its first one to its end.
struct HexFile {
  /// Bytes of text, with the end of the last line.
  std::uint64_t Length = 0;
  std::uint64_t Right = 0; ///< records that are as they should be
  std::uint64_t Wrong = 0; ///< lines that a checksum or count disagrees with
  std::uint64_t DataBytes = 0; ///< of right records
  bool HasEnd = false;         ///< the record that ends the file was there
  /// How many data records there ought to be, where the file says so.
  std::optional<std::uint64_t> StatedRecords;
  std::uint64_t DataRecords = 0;

  /// What is wrong, as in Match::Damage.
  std::string damage() const;
};

/// Reads records from the start of \p Text; nothing when the first lines are
/// none. The data of right records goes to \p Into unless that is null.
std::optional<HexFile> readHexFile(std::string_view Text, HexDialect Dialect,
                                   AddressMap *Into);

/// Where the run of records starts that goes on to \p Start, itself the start
/// of one.
std::uint64_t firstHexRecord(std::string_view Text, std::uint64_t Start,
                             HexDialect Dialect);

/// Whether the line that ends before \p Start is a record, too.
bool followsHexRecord(std::string_view Text, std::uint64_t Start,
                      HexDialect Dialect);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_HEXRECORDS_H
