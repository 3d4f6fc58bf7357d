//===- binscan/formats/Nvs.cpp - ESP-IDF's non-volatile storage -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Nvs.h"

#include "binscan/Format.h"

#include <map>

using namespace firmcop::binscan;

// The state of a page (active, full, freeing), then its number, and from the
// version on erased bytes, of which a magic number cannot tell.
static constexpr Signature Signatures[] = {
    {"\xFE\xFF\xFF\xFF"}, {"\xFC\xFF\xFF\xFF"}, {"\xF8\xFF\xFF\xFF"}};

namespace {

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t PageSize = 4096;
  // One checksum is cheap; only then the pages are read.
  if (!C.spend(PageSize))
    return std::nullopt;
  const auto Store = readNvs(C.here());
  if (!Store || !C.spend(Store->Length))
    return std::nullopt;
  return C.match(Store->Length);
}

/// The texts and blobs, each as "namespace.key"; of those that were erased or
/// replaced, too, because they are in the flash as well.
void unpack(Unpacking &U) {
  const auto Store = readNvs(U.bytes());
  if (!Store)
    return;
  std::map<std::string, unsigned> Seen;
  std::uint64_t Damaged = Store->Unreadable;
  for (const NvsEntry &E : Store->Entries) {
    if (!E.ChecksumIsRight && !E.IsErased)
      ++Damaged;
    if (!E.ChecksumIsRight)
      continue;
    if (E.Type == NvsEntry::Kind::Integer || E.Value.empty())
      continue;
    std::string Name = E.Namespace + '.' + E.Key;
    if (E.IsErased)
      Name += "-erased";
    if (const unsigned Before = Seen[Name]++; Before != 0)
      Name += '-' + std::to_string(Before + 1);
    if (!U.addSegment(std::move(Name), Blob(std::string(E.Value))))
      return;
  }
  if (Damaged != 0 && Store->Entries.empty())
    U.damaged("has no entry that can be read; it is encrypted or damaged");
  else if (Damaged != 0)
    U.damaged("has " + std::to_string(Damaged) +
              (Damaged == 1 ? " entry" : " entries") +
              " whose checksum is wrong; the rest was analysed");
}

} // namespace

static const Format Registered({.Name = "nvs",
                                .Description = "ESP-IDF NVS pages",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
