//===- binscan/readers/EspPartitions.h - ESP32 partition tables -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The flash of an ESP32 is divided by a table at 0x8000, unless the project
// moved it: entries of 32 bytes that start with AA 50, an MD5 of those behind
// EB EB, and erased bytes up to 0xC00 (ESP-IDF, esp_flash_partitions.h).
// Offsets count from the start of the flash.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_ESPPARTITIONS_H
#define FIRMCOP_BINSCAN_READERS_ESPPARTITIONS_H

#include "binscan/Bytes.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

struct EspPartition {
  enum Type : std::uint8_t { App = 0, Data = 1, BootLoader = 2, Table = 3 };
  enum DataSubtype : std::uint8_t {
    Ota = 0x00,
    Phy = 0x01,
    Nvs = 0x02,
    CoreDump = 0x03,
    NvsKeys = 0x04,
    Efuse = 0x05,
    Fat = 0x81,
    Spiffs = 0x82,
    LittleFs = 0x83,
  };

  std::uint8_t Kind = App; ///< a Type; from 0x40 on the project's own
  std::uint8_t Subtype = 0;
  std::uint32_t Offset = 0;
  std::uint32_t Size = 0;
  std::string_view Label; ///< raw bytes, a view of the table
  bool IsEncrypted = false;
  bool IsReadOnly = false;
};

struct EspPartitionTable {
  std::vector<EspPartition> Partitions;
  /// Nothing when the table has no checksum.
  std::optional<bool> ChecksumIsRight;
  /// Bytes up to the last entry, or to 0xC00 where erased bytes go on so far.
  std::uint64_t Length = 0;
};

/// Reads the table that \p Input starts with. Nothing when an entry cannot be
/// one or none is there.
std::optional<EspPartitionTable> readEspPartitions(Bytes Input);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_ESPPARTITIONS_H
