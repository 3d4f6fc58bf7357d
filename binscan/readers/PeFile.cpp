//===- binscan/readers/PeFile.cpp - Where PE files end ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/PeFile.h"

#include <algorithm>

std::optional<std::uint64_t> firmcop::binscan::peFileSize(Bytes B) {
  constexpr std::uint64_t HeaderSize = 24, SectionSize = 40;
  const auto Header = B.u32le(0x3C);
  if (!Header || !B.hasAt(*Header, std::string_view("PE\0\0", 4)))
    return std::nullopt;
  const auto Count = B.u16le(*Header + 6), Optional = B.u16le(*Header + 20);
  if (!Count || !Optional || *Count == 0)
    return std::nullopt;
  std::uint64_t End = 0;
  for (std::uint64_t I = 0; I != *Count; ++I) {
    const std::uint64_t At = *Header + HeaderSize + *Optional + I * SectionSize;
    const auto Size = B.u32le(At + 16), Start = B.u32le(At + 20);
    if (!Size || !Start)
      return std::nullopt;
    End = std::max(End, std::uint64_t(*Start) + *Size);
  }
  return B.contains(0, End) ? std::optional(End) : std::nullopt;
}
