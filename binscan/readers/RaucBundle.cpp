//===- binscan/readers/RaucBundle.cpp - Bundles of RAUC ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/RaucBundle.h"

#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Text.h"

namespace firmcop::binscan {

std::optional<RaucBundle> readRaucBundle(Bytes File) {
  constexpr std::uint64_t LengthSize = 8, MaxMessage = 1u << 16;
  if (File.size() < LengthSize)
    return std::nullopt;
  const std::uint64_t End = File.size() - LengthSize;
  const std::uint64_t Length = *File.u64be(End);
  // A message is a sequence with a length of two bytes.
  if (Length < 4 || Length > MaxMessage || Length > End ||
      !File.hasAt(End - Length, "\x30\x82"))
    return std::nullopt;
  return RaucBundle{File.first(End - Length),
                    *File.slice(End - Length, Length)};
}

RaucManifest readRaucManifest(std::string_view Text) {
  RaucManifest M;
  for (const Setting &S : readSettings(Text, Syntax::Equals)) {
    if (S.Section == "bundle") {
      if (S.Key == "format")
        M.Format = S.Value;
      else if (S.Key == "verity-hash")
        M.VerityHash = S.Value;
      else if (S.Key == "verity-salt")
        M.VeritySalt = S.Value;
      else if (S.Key == "verity-size")
        M.VeritySize = readNumber(S.Value).value_or(0);
    } else if (S.Section.starts_with("image.")) {
      if (M.Slots.empty() || M.Slots.back().Name != S.Section)
        M.Slots.push_back({S.Section, {}, {}});
      if (S.Key == "filename")
        M.Slots.back().File = S.Value;
      else if (S.Key == "sha256")
        M.Slots.back().Sha256 = S.Value;
    }
  }
  return M;
}

} // namespace firmcop::binscan
