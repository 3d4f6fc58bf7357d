//===- checks/driver/CompileDatabase.cpp - Usable flags -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/CompileDatabase.h"

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tooling;
using llvm::StringRef;

namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;

namespace firmcop {

static Problem unusable(StringRef Path, std::string Text) {
  return {Stage::Configuration, Level::Error, Path.str(), std::move(Text)};
}

static std::string absoluteFile(const CompileCommand &C) {
  llvm::SmallString<256> File = StringRef(C.Filename);
  fs::make_absolute(C.Directory, File);
  path::remove_dots(File, /*remove_dot_dot=*/true);
  return std::string(File);
}

bool writeCompileDatabase(const CompileDatabase::Commands &Commands,
                          StringRef Directory) {
  llvm::SmallString<128> File = Directory;
  path::append(File, "compile_commands.json");
  std::error_code Failed;
  llvm::raw_fd_ostream Out(File, Failed);
  if (Failed)
    return false;
  llvm::json::OStream Json(Out);
  Json.array([&] {
    for (const CompileCommand &C : Commands)
      Json.object([&] {
        Json.attribute("directory", C.Directory);
        Json.attribute("file", C.Filename);
        Json.attributeArray("arguments", [&] {
          for (const std::string &Word : C.CommandLine)
            Json.value(llvm::json::fixUTF8(Word));
        });
        if (!C.Output.empty())
          Json.attribute("output", C.Output);
      });
  });
  return true;
}

/// The nearest directory around a file that tells how to compile it, or empty.
static std::string databaseAround(StringRef File) {
  for (StringRef D = path::parent_path(File); !D.empty();
       D = path::parent_path(D))
    if (fs::exists(D + "/compile_commands.json") ||
        fs::exists(D + "/compile_flags.txt"))
      return D.str();
  return "";
}

Result<CompileDatabase> loadCompileDatabase(StringRef Directory,
                                            StringRef NearFile,
                                            bool AsksCompilers) {
  constexpr StringRef Fix =
      " Let the build write compile_commands.json, name its directory with "
      "'-p', or give the compiler's flags after '--'.";
  std::string Where =
      Directory.empty() ? databaseAround(NearFile) : Directory.str();
  if (Where.empty())
    return unusable(NearFile, "There is no compile database around the file." +
                                  Fix.str());
  std::string Error;
  std::unique_ptr<CompilationDatabase> Loaded =
      CompilationDatabase::loadFromDirectory(Where, Error);
  if (!Loaded) {
    std::string Reason = StringRef(Error).trim().str();
    std::replace(Reason.begin(), Reason.end(), '\n', ' ');
    return unusable(Where, "The compile database cannot be loaded: " + Reason +
                               "." + Fix.str());
  }
  CompileDatabase Database;
  Database.Directory = Where;
  // One list of flags for all files, without a list of files.
  if (!fs::exists(Where + "/compile_commands.json"))
    return Database;

  std::vector<CompileCommand> Commands = Loaded->getAllCompileCommands();
  if (Commands.empty())
    return unusable(Where, "The compile database is empty. Build the project "
                           "anew, so that it lists the source files.");

  CommandSanitiser Sanitiser(AsksCompilers);
  for (CompileCommand &C : Commands) {
    std::string File = absoluteFile(C);
    C.CommandLine = Sanitiser.sanitise(C.CommandLine, C.Filename);
    auto [Known, IsNew] = Database.CommandsOf.try_emplace(File);
    if (IsNew)
      Database.Files.push_back(File);
    Known->second.push_back(std::move(C));
  }
  Database.Notes = Sanitiser.notes();
  return Database;
}

} // namespace firmcop
