//===- checks/driver/SourceText.cpp - Places in source files --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/SourceText.h"
#include "sarif/LineHash.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <algorithm>

namespace path = llvm::sys::path;
using llvm::SmallString;
using llvm::StringRef;

namespace firmcop {

static std::string realPath(StringRef Path) {
  SmallString<256> Real;
  if (llvm::sys::fs::real_path(Path, Real))
    Real = Path;
  return std::string(Real);
}

static std::string checkoutAround(StringRef Directory) {
  for (StringRef D = Directory; !D.empty(); D = path::parent_path(D)) {
    SmallString<256> Git = D;
    path::append(Git, ".git");
    if (llvm::sys::fs::exists(Git))
      return D.str();
  }
  return Directory.str();
}

SourceTexts::SourceTexts(StringRef Wanted) : Root(realPath(Wanted)) {
  if (!Wanted.empty())
    return;
  SmallString<256> Current;
  if (!llvm::sys::fs::current_path(Current))
    Root = checkoutAround(realPath(Current));
}

std::string SourceTexts::pathOf(StringRef AbsoluteFile) const {
  std::string Real = realPath(AbsoluteFile);
  StringRef Relative = Real;
  if (Relative.consume_front(Root) &&
      (StringRef(Root).ends_with("/") || Relative.consume_front("/")))
    return path::convert_to_slash(Relative);
  return path::convert_to_slash(Real);
}

const SourceTexts::Text &SourceTexts::text(const std::string &File) {
  auto [Found, IsNew] = Known.try_emplace(File);
  Text &T = Found->second;
  if (!IsNew)
    return T;
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return T;
  T.Bytes = (*Buffer)->getBuffer().str();
  T.LineStarts.push_back(0);
  for (std::size_t I = 0; I < T.Bytes.size(); ++I) {
    bool IsEnd =
        T.Bytes[I] == '\n' || (T.Bytes[I] == '\r' && T.Bytes[I + 1] != '\n');
    if (IsEnd)
      T.LineStarts.push_back(I + 1);
  }
  T.LineHashes = lineHashes(T.Bytes);
  return T;
}

/// How many UTF-16 code units a text in UTF-8 has; a byte that belongs to no
/// character counts as one.
static std::uint32_t utf16Length(StringRef Utf8) {
  std::uint32_t Units = 0;
  for (unsigned char Byte : Utf8) {
    bool Continues = (Byte & 0xC0) == 0x80;
    Units += Continues ? 0 : Byte >= 0xF0 ? 2 : 1;
  }
  return Units;
}

/// Replaces what is between double quotes by its first two characters.
static std::string withMaskedLiterals(StringRef Text) {
  std::string Masked;
  for (std::size_t I = 0; I < Text.size(); ++I) {
    Masked += Text[I];
    if (Text[I] != '"')
      continue;
    std::size_t End = I + 1;
    while (End < Text.size() && Text[End] != '"')
      End += Text[End] == '\\' ? 2 : 1;
    End = std::min(End, Text.size());
    StringRef Inside = Text.slice(I + 1, End);
    if (Inside.size() >= 4)
      Masked += Inside.take_front(2);
    Masked += Inside.empty() ? "" : "***";
    if (End < Text.size())
      Masked += '"';
    I = End;
  }
  return Masked;
}

Location SourceTexts::locate(StringRef AbsoluteFile, std::size_t Offset,
                             std::size_t Length, bool MaskLiterals) {
  Location Where;
  Where.Path = pathOf(AbsoluteFile);
  const Text &T = text(AbsoluteFile.str());
  if (T.LineStarts.empty() || Offset > T.Bytes.size())
    return Where;

  StringRef Bytes = T.Bytes;
  if (Length == 0) {
    StringRef Word = Bytes.substr(Offset).take_while(
        [](char C) { return llvm::isAlnum(C) || C == '_'; });
    Length = std::max<std::size_t>(Word.size(), 1);
  }
  std::size_t End = std::min(Offset + Length, Bytes.size());

  TextRegion Region;
  auto Place = [&](std::size_t At, std::uint32_t &Line, std::uint32_t &Column) {
    auto Next = std::upper_bound(T.LineStarts.begin(), T.LineStarts.end(), At);
    Line = static_cast<std::uint32_t>(Next - T.LineStarts.begin());
    std::size_t Start = T.LineStarts[Line - 1];
    Column = 1 + utf16Length(Bytes.slice(Start, At));
  };
  Place(Offset, Region.StartLine, Region.StartColumn);
  Place(End, Region.EndLine, Region.EndColumn);
  StringRef Snippet = Bytes.slice(Offset, End);
  Region.Snippet = MaskLiterals ? withMaskedLiterals(Snippet) : Snippet.str();
  if (Region.StartLine <= T.LineHashes.size())
    Where.LineHash = T.LineHashes[Region.StartLine - 1];
  Where.Region = std::move(Region);
  return Where;
}

} // namespace firmcop
