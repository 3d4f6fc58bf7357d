//===- binscan/formats/Xar.cpp - xar archives -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Archive.h"
#include "binscan/adapters/Streams.h"
#include "binscan/formats/Damage.h"
#include "binscan/readers/Text.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"xar!"}};

namespace {

/// The number in the first element of that name from \p At on.
std::optional<std::uint64_t> numberIn(std::string_view Xml,
                                      std::string_view Name) {
  const std::string Start = "<" + std::string(Name) + ">";
  const std::size_t At = Xml.find(Start);
  if (At == Xml.npos)
    return std::nullopt;
  const std::string_view Text = Xml.substr(At + Start.size());
  return readNumber(Text.substr(0, Text.find('<')));
}

/// The table of contents is XML, and says where in the bytes behind it each
/// content lies: the archive ends with the last one.
std::uint64_t heapSize(std::string_view Xml) {
  std::uint64_t End = 0;
  for (const std::string_view Element : {"<data", "<checksum", "<signature"})
    for (std::size_t At = Xml.find(Element); At != Xml.npos;
         At = Xml.find(Element, At + 1)) {
      const std::string Close = "</" + std::string(Element.substr(1)) + ">";
      const std::string_view One =
          Xml.substr(At, std::min(Xml.find(Close, At), Xml.size()) - At);
      const auto Offset = numberIn(One, "offset");
      auto Length = numberIn(One, "length");
      if (!Length)
        Length = numberIn(One, "size");
      if (Offset && Length)
        End = std::max(End, *Offset + *Length);
    }
  return End;
}

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t MinHeader = 28, MostToc = 64u << 20;
  const Bytes B = C.here();
  if (!B.contains(0, MinHeader) || *B.u16be(6) != 1)
    return std::nullopt;
  const std::uint64_t Header = *B.u16be(4), Packed = *B.u64be(8);
  const std::optional<Bytes> Toc = B.slice(Header, Packed);
  if (Header < MinHeader || *B.u64be(16) > MostToc)
    return std::nullopt;
  if (!Toc && Packed <= MostToc)
    return cutOff(C, Header + Packed);
  if (!Toc || !C.spend(Packed))
    return std::nullopt;
  const Decoded D = decodeZlib(*Toc, C.limits());
  if (D.How != StreamEnd::Complete || D.Content.size() != *B.u64be(16))
    return std::nullopt;
  const std::uint64_t Length =
      Header + Packed + heapSize(Bytes(D.Content).text());
  return B.contains(0, Length) ? C.match(Length) : cutOff(C, Length);
}

void unpack(Unpacking &U) { unpackArchive(ArchiveKind::Xar, U); }

} // namespace

static const Format Registered({.Name = "xar",
                                .Description = "xar archive",
                                .MimeType = "application/x-xar",
                                .Holds = Format::Inside::Files,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
