//===- checks/driver/Cache.cpp - Results that need no new analysis --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/Cache.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using llvm::StringRef;

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace firmcop {

namespace {

/// A digest of several texts that keeps them apart.
class Digest {
public:
  void add(StringRef Text) {
    Hash.update(std::to_string(Text.size()) + ":");
    Hash.update(Text);
  }
  std::string end() {
    return llvm::toHex(Hash.final<16>(), /*LowerCase=*/true);
  }

private:
  llvm::BLAKE3 Hash;
};

} // namespace

Cache::Cache(StringRef Wanted, const TaskSetting &Setting, StringRef CommonText,
             std::vector<Problem> &Problems)
    : Directory(Wanted) {
  if (Directory.empty())
    return;
  if (std::error_code Failed = fs::create_directories(Directory)) {
    Problems.push_back({Stage::Configuration, Level::Warning, Directory,
                        "The cache cannot be used: " + Failed.message() + "."});
    Directory.clear();
    return;
  }
  Digest D;
  // The program itself is its version.
  D.add(digest("/proc/self/exe"));
  D.add(CommonText);
  for (const std::string &Option : Setting.Options) {
    D.add(Option);
    // A configuration file, an overlay.
    std::string Value = StringRef(Option).split('=').second.str();
    if (fs::is_regular_file(Value))
      D.add(digest(Value));
  }
  for (const char *Name : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH"})
    D.add(llvm::sys::Process::GetEnv(Name).value_or(""));
  D.add("--");
  for (const std::string &Flag : Setting.Flags)
    D.add(Flag);
  if (!Setting.Flags.empty()) {
    llvm::SmallString<128> Current;
    fs::current_path(Current);
    D.add(Current);
  }
  if (!Setting.Directory.empty())
    D.add(digest(Setting.Directory + "/compile_commands.json"));
  Common = D.end();
}

const std::string &Cache::digest(const std::string &File) {
  auto [Known, IsNew] = Digests.try_emplace(File);
  if (IsNew)
    Known->second = digestOf(File);
  return Known->second;
}

std::string Cache::keyOf(const Task &T) {
  Digest D;
  D.add(Common);
  D.add(T.File);
  D.add(T.Main);
  for (const auto &Command : T.Commands) {
    D.add(Command.Directory);
    for (const std::string &Word : Command.CommandLine)
      D.add(Word);
    D.add("--");
  }
  for (StringRef In = path::parent_path(T.Main); !In.empty();
       In = path::parent_path(In))
    for (StringRef Name : {"/.clang-tidy", "/compile_flags.txt"})
      D.add(digest((In + Name).str()));
  return D.end();
}

std::string Cache::pathOf(StringRef Key) const {
  return Directory + "/" + Key.str() + ".firmcop";
}

std::optional<UnitRecord> Cache::find(const Task &T,
                                      std::vector<Problem> &Problems) {
  if (!isOn())
    return {};
  std::string Key = keyOf(T), File = pathOf(Key), Found;
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return {};
  auto Record = recordFromBytes((*Buffer)->getBuffer(), File, Found);
  if (!Record || Found != Key) {
    Problems.push_back({Stage::Input, Level::Note, File,
                        "The cached result of '" + T.Main +
                            "' is damaged or of another version; the file is "
                            "analysed anew."});
    return {};
  }
  for (const ReadFile &Read : Record->Read)
    if (digest(Read.Path) != Read.Digest)
      return {};
  return std::move(*Record);
}

void Cache::keep(const Task &T, const UnitRecord &Record,
                 std::vector<Problem> &Problems) {
  // Without a check of ours nobody wrote down what was read.
  if (!isOn() || Record.Read.empty())
    return;
  std::string Key = keyOf(T), File = pathOf(Key);
  if (writeRecord(Record, Key, File) || std::exchange(HasFailed, true))
    return;
  Problems.push_back({Stage::Configuration, Level::Note, File,
                      "The result cannot be kept in the cache; check that "
                      "there is room and that it may be written."});
}

bool writeRecord(const UnitRecord &Record, StringRef Key, StringRef File) {
  llvm::SmallString<128> Temporary;
  int Descriptor = -1;
  if (fs::createUniqueFile(File + ".%%%%%%%%", Descriptor, Temporary))
    return false;
  llvm::raw_fd_ostream Out(Descriptor, /*shouldClose=*/true);
  Out << toBytes(Record, Key);
  Out.close();
  bool IsWritten = !Out.has_error() && !fs::rename(Temporary, File);
  Out.clear_error();
  if (!IsWritten)
    fs::remove(Temporary);
  return IsWritten;
}

} // namespace firmcop
