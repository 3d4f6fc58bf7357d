//===- checks/driver/Task.cpp - The analysis of one file ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/Task.h"
#include "checks/Capture.h"

#include "clang-tidy/tool/ClangTidyMain.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using llvm::StringRef;

namespace fs = llvm::sys::fs;

namespace firmcop {

std::string fileOf(const TaskSetting &Setting, std::size_t Index,
                   const char *Kind) {
  return Setting.Temporary + "/" + std::to_string(Index) + "." + Kind;
}

std::string digestOf(const std::string &File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return "";
  llvm::BLAKE3 Hash;
  Hash.update((*Buffer)->getBuffer());
  return llvm::toHex(Hash.final<16>(), /*LowerCase=*/true);
}

static std::string contentOf(const std::string &File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

/// Lets clang-tidy run as its program would.
static int runClangTidy(const TaskSetting &Setting, const Task &T,
                        std::size_t Index) {
  std::vector<std::string> Words = {Setting.Program};
  Words.insert(Words.end(), Setting.Options.begin(), Setting.Options.end());
  Words.push_back("--export-fixes=" + fileOf(Setting, Index, "fixes"));
  if (!T.Commands.empty()) {
    std::string Directory = fileOf(Setting, Index, "database");
    if (fs::create_directory(Directory) ||
        !writeCompileDatabase(T.Commands, Directory))
      return 1;
    Words.push_back("-p=" + Directory);
  } else if (!Setting.Directory.empty()) {
    Words.push_back("-p=" + Setting.Directory);
  }
  Words.push_back(T.File);
  Words.insert(Words.end(), Setting.Flags.begin(), Setting.Flags.end());

  std::vector<const char *> Values;
  for (const std::string &Word : Words)
    Values.push_back(Word.c_str());
  return clang::tidy::clangTidyMain(static_cast<int>(Values.size()),
                                    Values.data());
}

int runTask(const TaskSetting &Setting, const Task &T, std::size_t Index) {
  UnitRecord Record;
  Record.MainFile = T.Main;
  Capture Captured;
  FindingLog::activate(&Record.Log);
  Capture::activate(&Captured);
  Record.ExitCode = runClangTidy(Setting, T, Index);
  FindingLog::activate(nullptr);
  Capture::activate(nullptr);

  Record.Configuration = Captured.configuration();
  Record.FlowRules = Captured.flowRules();
  Record.ModelNames = Captured.modelNames();
  Record.Units = Captured.takeUnits();
  for (const flow::Unit &U : Record.Units)
    for (const std::string &File : U.Files)
      if (Captured.systemFiles().contains(File))
        Record.SystemFiles.insert(File);
  Record.Diagnostics = contentOf(fileOf(Setting, Index, "fixes"));
  if (Setting.ReadsDigests)
    for (const std::string &File : Captured.files())
      Record.Read.push_back({File, digestOf(File)});

  std::error_code Failed;
  llvm::raw_fd_ostream Out(fileOf(Setting, Index, "record"), Failed);
  if (Failed)
    return 1;
  Out << toBytes(Record, "");
  Out.close();
  if (!Out.has_error())
    return 0;
  Out.clear_error();
  return 1;
}

/// Counts what clang-tidy has left out, from the line in which it says so:
/// "Suppressed 3 warnings (1 in non-user code, 2 NOLINT)."
static bool readHidden(StringRef Line, std::array<unsigned, 4> &Hidden) {
  constexpr std::pair<StringRef, HiddenBy> Reasons[] = {
      {"in non-user code", HiddenBy::NonUserCode},
      {"due to line filter", HiddenBy::LineFilter},
      {"NOLINT", HiddenBy::NoLint},
      {"with check filters", HiddenBy::Checks}};
  if (!Line.consume_front("Suppressed ") || !Line.contains("warnings ("))
    return false;
  llvm::SmallVector<StringRef> Parts;
  Line.split('(').second.split(')').first.split(Parts, ',');
  for (StringRef Part : Parts) {
    auto [Number, Why] = Part.trim().split(' ');
    unsigned Count = 0;
    for (auto [Words, By] : Reasons)
      if (Why == Words && !Number.getAsInteger(10, Count))
        Hidden[static_cast<std::size_t>(By)] += Count;
  }
  return true;
}

/// What the driver says itself at the end, of all files together.
static bool isSummary(StringRef Line) {
  return Line.starts_with("Use -header-filter=.*") ||
         Line.starts_with("Found compiler error(s).") ||
         Line.ends_with("warnings generated.") ||
         Line.ends_with("warning generated.") ||
         Line.ends_with("error generated.") ||
         Line.ends_with("errors generated.") ||
         Line.ends_with(" treated as error") ||
         Line.ends_with(" treated as errors");
}

Result<UnitRecord> takeRecord(const TaskSetting &Setting, const Task &T,
                              std::size_t Index) {
  std::string Path = fileOf(Setting, Index, "record"), Key;
  auto Record = recordFromBytes(contentOf(Path), T.Main, Key);
  if (!Record)
    return Record;
  llvm::SmallVector<StringRef> Lines;
  std::string Errors = contentOf(fileOf(Setting, Index, "err"));
  StringRef(Errors).split(Lines, '\n');
  for (StringRef Line : Lines)
    if (!Line.empty() && !readHidden(Line, Record->Hidden) && !isSummary(Line))
      Record->Messages += Line.str() + "\n";
  // With diagnostics, the output is these; the driver prints them itself.
  if (Record->ExitCode != 0 && Record->Diagnostics.empty())
    Record->Output = contentOf(fileOf(Setting, Index, "out"));
  return Record;
}

} // namespace firmcop
