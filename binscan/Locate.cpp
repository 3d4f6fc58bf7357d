//===- binscan/Locate.cpp - From nodes to locations -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/Utf8.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// Longer snippets help nobody: minified scripts have lines of megabytes.
constexpr std::uint64_t MaxSnippet = 400;

struct Position {
  std::uint32_t Line = 1;
  std::uint32_t Column = 1;
};

Position positionOf(std::string_view Text, std::uint64_t Offset) {
  const std::string_view Before = Text.substr(0, Offset);
  const std::size_t LastEnd = Before.rfind('\n');
  const std::size_t LineStart =
      LastEnd == std::string_view::npos ? 0 : LastEnd + 1;
  return {1 + static_cast<std::uint32_t>(std::ranges::count(Before, '\n')),
          1 + utf16Length(Before.substr(LineStart))};
}

/// The text of \p What with every secret replaced by its mask.
std::string snippetOf(std::string_view Text, Range What,
                      std::span<const Range> Secrets) {
  std::vector<Range> Sorted(Secrets.begin(), Secrets.end());
  std::ranges::sort(Sorted, {}, &Range::Offset);
  const std::uint64_t End = What.Offset + What.Length;
  std::uint64_t At = What.Offset;
  std::string Out;
  for (const Range &S : Sorted) {
    if (S.Offset < At || S.Offset > End || S.Length > End - S.Offset)
      continue;
    Out += Text.substr(At, S.Offset - At);
    Out += mask(Text.substr(S.Offset, S.Length));
    At = S.Offset + S.Length;
  }
  Out += Text.substr(At, End - At);
  return Out;
}

} // namespace

Location Image::at(const Node &N) const {
  Location L;
  L.Path = path(N);
  L.Artifact = N.Id; // becomes an index of Run::Artifacts at the end
  L.LogicalName = logicalName(N);
  return L;
}

Location Image::atBytes(const Node &N, Range Bytes) const {
  Location L = at(N);
  L.Region = ByteRegion{Bytes.Offset, Bytes.Length};
  return L;
}

Location Image::at(const Node &N, Range What,
                   std::span<const Range> Secrets) const {
  const std::string_view Text = N.bytes().text();
  What.Offset = std::min<std::uint64_t>(What.Offset, Text.size());
  What.Length = std::min(What.Length, Text.size() - What.Offset);
  const Position Start = positionOf(Text, What.Offset);
  const Position End = positionOf(Text, What.Offset + What.Length);
  TextRegion R{Start.Line, Start.Column, End.Line, End.Column, {}};
  if (What.Length <= MaxSnippet)
    R.Snippet = snippetOf(Text, What, Secrets);
  Location L = at(N);
  L.Region = std::move(R);
  return L;
}

Location Image::atLine(const Node &N, std::uint32_t Line,
                       std::span<const Range> Secrets) const {
  const std::string_view Text = N.bytes().text();
  std::size_t Start = 0;
  for (std::uint32_t I = 1; I < Line; ++I) {
    const std::size_t End = Text.find('\n', Start);
    if (End == std::string_view::npos)
      break;
    Start = End + 1;
  }
  std::string_view Rest = Text.substr(Start);
  Rest = Rest.substr(0, Rest.find('\n'));
  if (Rest.ends_with('\r'))
    Rest.remove_suffix(1);
  return at(N, Range{Start, Rest.size()}, Secrets);
}
