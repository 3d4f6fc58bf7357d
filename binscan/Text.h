//===- binscan/Text.h - Numbers as people read them -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_TEXT_H
#define FIRMCOP_BINSCAN_TEXT_H

#include <cstdint>
#include <string>

namespace firmcop::binscan {

/// "0x1f4".
inline std::string hex(std::uint64_t Value) {
  std::string Out;
  for (; Value != 0 || Out.empty(); Value >>= 4)
    Out.insert(Out.begin(), "0123456789abcdef"[Value & 15]);
  return "0x" + Out;
}

/// "512 bytes", "3.2 KiB", "14.0 MiB".
inline std::string size(std::uint64_t Bytes) {
  if (Bytes < 1024)
    return std::to_string(Bytes) + (Bytes == 1 ? " byte" : " bytes");
  const char *const Units[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  unsigned Unit = 0;
  std::uint64_t Tenths = Bytes / 1024 * 10 + Bytes % 1024 * 10 / 1024;
  for (; Tenths >= 10240; Tenths /= 1024)
    ++Unit;
  return std::to_string(Tenths / 10) + '.' + std::to_string(Tenths % 10) + ' ' +
         Units[Unit];
}

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_TEXT_H
