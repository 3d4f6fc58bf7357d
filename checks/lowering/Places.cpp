//===- checks/lowering/Places.cpp - Positions of what is lowered ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/Places.h"

#include "llvm/Support/Path.h"

#include <cstring>

using namespace clang;

namespace firmcop::lowering {

/// The path as other units would name the same file.
static std::string pathOf(const SourceManager &SM, FileID File) {
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  if (!Entry)
    return "";
  llvm::SmallString<256> Path(Entry->getName());
  SM.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

Places::File *Places::fileAt(SourceLocation Where) {
  FileID Id = SM.getFileID(Where);
  auto [Known, IsNew] = Opened.try_emplace(Id);
  if (IsNew) {
    bool IsInvalid = false;
    llvm::StringRef Text = SM.getBufferData(Id, &IsInvalid);
    // What was pasted together or given on the command line has no file.
    std::string Path = IsInvalid ? "" : pathOf(SM, Id);
    if (Path.empty())
      return nullptr;
    auto F = std::make_unique<File>();
    auto Same = llvm::find(Files, Path);
    F->Index = static_cast<std::uint32_t>(Same - Files.begin());
    if (Same == Files.end())
      Files.push_back(Path);
    F->Start = SM.getLocForStartOfFile(Id).getRawEncoding();
    F->Text = Text;
    std::uint32_t Lines = 0;
    for (std::size_t Run = 0; Run < Text.size(); Run += RunLength) {
      F->LinesBefore.push_back(Lines);
      Lines +=
          static_cast<std::uint32_t>(Text.substr(Run, RunLength).count('\n'));
    }
    F->LinesBefore.push_back(Lines);
    Known->second = std::move(F);
  }
  return Known->second.get();
}

void Places::seek(File &F, std::uint32_t Offset) {
  if (F.Line != 0 && Offset >= F.LineStart && Offset <= F.LineEnd)
    return;
  auto EndOfLine = [&F](std::uint32_t From) {
    std::size_t End = F.Text.find('\n', From);
    return static_cast<std::uint32_t>(
        End == llvm::StringRef::npos ? F.Text.size() : End);
  };
  if (F.Line == 0 || Offset < F.LineStart || Offset - F.LineEnd > RunLength) {
    std::uint32_t Run = Offset / RunLength;
    std::uint32_t Start = Run * RunLength;
    F.Line = F.LinesBefore[Run] + 1;
    std::size_t Before =
        Start == 0 ? llvm::StringRef::npos : F.Text.rfind('\n', Start);
    F.LineStart = Before == llvm::StringRef::npos
                      ? 0
                      : static_cast<std::uint32_t>(Before + 1);
    F.LineEnd = EndOfLine(Start);
  }
  while (Offset > F.LineEnd) {
    F.LineStart = F.LineEnd + 1;
    F.LineEnd = EndOfLine(F.LineStart);
    ++F.Line;
  }
}

std::uint32_t Places::tokenLength(llvm::StringRef Text, std::uint32_t Offset) {
  auto IsWord = [](char C) { return isAsciiIdentifierContinue(C); };
  if (Offset >= Text.size())
    return 0;
  std::size_t End = Offset;
  if (IsWord(Text[Offset])) {
    while (End < Text.size() && IsWord(Text[End]))
      ++End;
  } else if (char Quote = Text[Offset]; Quote == '"' || Quote == '\'') {
    for (++End; End < Text.size() && Text[End] != Quote; ++End)
      if (Text[End] == '\\')
        ++End;
    End = std::min(End + 1, Text.size());
  } else {
    ++End;
  }
  return static_cast<std::uint32_t>(End - Offset);
}

const Expansion &Places::expansionAt(SourceLocation InMacro) {
  std::uint32_t Where = InMacro.getRawEncoding();
  for (const Expansion &Known : Expansions)
    if (Where >= Known.Start && Where < Known.End)
      return Known;
  FileID Id = SM.getFileID(InMacro);
  const SrcMgr::ExpansionInfo &Info = SM.getSLocEntry(Id).getExpansion();
  SourceLocation Start = SM.getComposedLoc(Id, 0);
  Expansion Found;
  Found.Start = Start.getRawEncoding();
  Found.End = Found.Start + SM.getFileIDSize(Id) + 1;
  Found.Spelling = Info.getSpellingLoc();
  Found.Caller = Info.getExpansionLocStart();
  Found.IsArgument = Info.isMacroArgExpansion();
  Found.IsFunctionLike = Info.isFunctionMacroExpansion();
  if (!Found.IsArgument)
    Found.InFile = fileLocation(Found.Caller);
  NextExpansion = (NextExpansion + 1) % Expansions.size();
  return Expansions[NextExpansion] = Found;
}

SourceLocation Places::fileLocation(SourceLocation Where) {
  while (Where.isMacroID()) {
    const Expansion &In = expansionAt(Where);
    Where = In.IsArgument ? In.spelling(Where) : In.InFile;
  }
  return Where;
}

flow::Position Places::range(SourceLocation Begin, SourceLocation End) {
  flow::Position P;
  bool IsWritten = Begin.isFileID();
  if (Begin.isInvalid())
    return P;
  if (!IsWritten)
    Begin = fileLocation(Begin);
  std::uint32_t Where = Begin.getRawEncoding();
  if (!Current || Where < Current->Start ||
      Where - Current->Start > Current->Text.size()) {
    File *F = fileAt(Begin);
    if (!F)
      return P;
    Current = F;
  }
  File &F = *Current;
  std::uint32_t Offset = Where - F.Start;
  seek(F, Offset);
  P.File = F.Index;
  P.Line = F.Line;
  P.Offset = Offset;
  P.Column = static_cast<std::uint16_t>(
      std::min<std::uint32_t>(Offset - F.LineStart + 1, UINT16_MAX));

  std::uint32_t Length = 0;
  if (IsWritten && End.isFileID() && End.isValid()) {
    std::uint32_t Last = End.getRawEncoding();
    if (Last >= Where && Last - F.Start <= F.Text.size())
      Length = Last - Where + tokenLength(F.Text, Last - F.Start);
  }
  if (Length == 0)
    Length = tokenLength(F.Text, Offset);
  P.Length =
      static_cast<std::uint16_t>(std::min<std::uint32_t>(Length, UINT16_MAX));
  return P;
}

} // namespace firmcop::lowering
