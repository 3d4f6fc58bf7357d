//===- checks/driver/Project.cpp - All files of a project -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/Project.h"
#include "checks/driver/Cache.h"
#include "checks/driver/Configuration.h"
#include "checks/driver/Processes.h"
#include "checks/driver/Progress.h"
#include "firmcop/Model.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <thread>

using llvm::StringRef;

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace firmcop {

static std::string absolutePath(StringRef File) {
  llvm::SmallString<256> Path = File;
  fs::make_absolute(Path);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

std::string resourceDirectory() {
  std::string Built = FIRMCOP_CLANG_RESOURCES;
  return fs::exists(Built + "/include/stddef.h") ? Built : "";
}

/// Some file of the user's stands below a .clang-tidy file.
static bool hasConfiguration(const std::vector<Task> &Tasks) {
  std::set<std::string> Looked;
  for (const Task &T : Tasks)
    for (StringRef D = path::parent_path(T.Main); !D.empty();
         D = path::parent_path(D)) {
      if (!Looked.insert(D.str()).second)
        break;
      if (fs::exists(D + "/.clang-tidy"))
        return true;
    }
  return false;
}

namespace {

/// Makes the results of one run.
class Analysis {
public:
  Analysis(const char *Program, const DriverOptions &Options)
      : Options(Options) {
    Setting.Program = Program;
  }

  Project run() {
    if (!Options.LinkFrom.empty()) {
      readCaptured();
      return std::move(Result);
    }
    llvm::SmallString<128> Temporary;
    if (fs::createUniqueDirectory("firmcop-tidy", Temporary)) {
      Result.Problems.push_back(
          {Stage::Input, Level::Error, "",
           "No temporary file can be made; check that the directory for "
           "temporary files has room."});
      return std::move(Result);
    }
    Setting.Temporary = std::string(Temporary);
    checkFiles();
    if (Options.CompilerFlags)
      takeFlags();
    else
      takeDatabase();
    for (const Task &T : Tasks)
      Result.Files.push_back(T.Main);
    chooseOptions();
    analyse();
    fs::remove_directories(Setting.Temporary);
    return std::move(Result);
  }

private:
  void checkFiles() {
    for (const std::string &File : Options.Files) {
      bool IsDirectory = fs::is_directory(File);
      if (IsDirectory || !fs::exists(File))
        Result.Problems.push_back(
            {Stage::Input, Level::Error, File,
             IsDirectory
                 ? "A directory is no source file; name files, or only '-p' "
                   "to analyse all files of a compile database."
                 : "There is no such file; check its name."});
      Tasks.push_back({File, absolutePath(File), {}});
    }
  }

  /// The compiler's flags stand on the command line.
  void takeFlags() {
    // The first word stands for the compiler.
    std::vector<std::string> Command = *Options.CompilerFlags;
    Command.insert(Command.begin(), "clang");
    CommandSanitiser Sanitiser(/*AsksCompilers=*/false);
    Command =
        Sanitiser.sanitise(Command, Tasks.empty() ? "" : Tasks.front().File);
    addProblems(Sanitiser.notes());
    Setting.Flags = {"--"};
    Setting.Flags.insert(Setting.Flags.end(), Command.begin() + 1,
                         Command.end());
  }

  void takeDatabase() {
    auto Database = loadCompileDatabase(Options.BuildPath,
                                        Tasks.empty() ? "" : Tasks.front().Main,
                                        Options.AsksCompilers);
    if (!Database) {
      Result.Problems.push_back(Database.problem());
      Setting.Directory = Options.BuildPath;
      return;
    }
    addProblems(Database->Notes);
    Result.Configurations = findConfigurations(Database->Directory);
    if (Options.Files.empty())
      for (const std::string &File : Database->Files)
        Tasks.push_back({File, File, {}});
    bool HasUnknown = Database->CommandsOf.empty();
    for (Task &T : Tasks) {
      auto Known = Database->CommandsOf.find(T.Main);
      if (Known == Database->CommandsOf.end())
        HasUnknown = true;
      else
        T.Commands = Known->second;
    }
    if (!HasUnknown)
      return;
    // clang-tidy derives a command from those of files with similar names.
    Setting.Directory = Database->Directory;
    if (Database->CommandsOf.empty())
      return;
    CompileDatabase::Commands All;
    for (const std::string &File : Database->Files)
      All.insert(All.end(), Database->CommandsOf[File].begin(),
                 Database->CommandsOf[File].end());
    if (writeCompileDatabase(All, Setting.Temporary))
      Setting.Directory = Setting.Temporary;
  }

  void addProblems(const std::vector<Problem> &More) {
    Result.Problems.insert(Result.Problems.end(), More.begin(), More.end());
  }

  void chooseOptions() {
    if (std::string Resources = resourceDirectory(); !Resources.empty())
      Setting.Options.push_back("--extra-arg-before=-resource-dir=" +
                                Resources);
    // The user's own choice, here or in a configuration file, is left alone.
    if (!Options.ChoosesChecks && !hasConfiguration(Tasks)) {
      // The path-sensitive analyser takes many times as long as all else.
      Setting.Options.push_back("--checks=-clang-analyzer-*");
      // Passwords and switches are in headers more often than not.
      if (!Options.ChoosesHeaders)
        Setting.Options.push_back("--header-filter=.*");
    }
    Setting.Options.insert(Setting.Options.end(), Options.Forwarded.begin(),
                           Options.Forwarded.end());
  }

  void analyse() {
    std::string Common;
    for (const std::string &File : Options.Models)
      Common += digestOf(File);
    Cache Known(Options.CaptureTo.empty() ? Options.CacheIn : "", Setting,
                Common, Result.Problems);
    Setting.ReadsDigests = Known.isOn();
    if (!Options.CaptureTo.empty())
      if (std::error_code Failed = fs::create_directories(Options.CaptureTo)) {
        Result.Problems.push_back(
            {Stage::Configuration, Level::Error, Options.CaptureTo,
             "The directory cannot be made: " + Failed.message() + "."});
        return;
      }
    std::vector<std::optional<UnitRecord>> Records(Tasks.size());
    std::vector<std::optional<Problem>> Failures(Tasks.size());
    std::vector<std::size_t> Open;
    for (std::size_t I = 0; I < Tasks.size(); ++I) {
      Records[I] = Known.find(Tasks[I], Result.Problems);
      if (!Records[I])
        Open.push_back(I);
    }
    // Read once, here, and not in each process.
    ModelSet::builtin();
    unsigned Jobs =
        Options.Jobs != 0 ? Options.Jobs : std::thread::hardware_concurrency();
    Progress Shown(Open.size());
    runInProcesses(
        Open, Jobs,
        [&](std::size_t I) { return runTask(Setting, Tasks[I], I); },
        [&](std::size_t I) { return fileOf(Setting, I, "out"); },
        [&](std::size_t I) { return fileOf(Setting, I, "err"); },
        [&](std::size_t I, Ending How) {
          Shown.step(Tasks[I].Main);
          auto Record = takeRecord(Setting, Tasks[I], I);
          if (!How.HasExited || How.Code != 0 || !Record) {
            Failures[I] = failure(Tasks[I], How);
            return;
          }
          Known.keep(Tasks[I], *Record, Result.Problems);
          if (Options.CaptureTo.empty())
            Records[I] = std::move(*Record);
          else if (!writeRecord(*Record, "", capturePath(Tasks[I])))
            Failures[I] = Problem{Stage::Input, Level::Error, Tasks[I].Main,
                                  "The result cannot be written to '" +
                                      Options.CaptureTo + "'."};
        });
    for (std::size_t I = 0; I < Tasks.size(); ++I) {
      if (Failures[I])
        Result.Problems.push_back(*Failures[I]);
      if (Records[I])
        Result.Records.push_back(std::move(*Records[I]));
    }
  }

  static Problem failure(const Task &T, Ending How) {
    std::string Why =
        How.HasExited ? "its result could not be written; check that the "
                        "directory for temporary files has room"
        : How.Code != 0
            ? "the compiler or a check ended with signal " +
                  std::to_string(How.Code) +
                  "; other files are not affected. Find out with '--checks' "
                  "which check it is, and report it with the file"
            : "no process could be started; use fewer '--jobs'";
    return {Stage::Analysis, Level::Error, T.Main,
            "The file was not analysed: " + Why + "."};
  }

  /// The place of a captured result: the same for the same file.
  std::string capturePath(const Task &T) const {
    llvm::BLAKE3 Hash;
    Hash.update(T.Main);
    return Options.CaptureTo + "/" + path::filename(T.Main).str() + "-" +
           llvm::toHex(Hash.final<8>(), /*LowerCase=*/true) + ".firmcop";
  }

  /// Takes the results that other runs have written.
  void readCaptured() {
    std::set<std::string> Found;
    std::error_code Failed;
    for (fs::directory_iterator I(Options.LinkFrom, Failed), End;
         I != End && !Failed; I.increment(Failed))
      if (StringRef(I->path()).ends_with(".firmcop"))
        Found.insert(I->path());
    if (Failed || Found.empty()) {
      Result.Problems.push_back(
          {Stage::Input, Level::Error, Options.LinkFrom,
           Failed ? "The directory cannot be read: " + Failed.message() + "."
                  : "There are no captured results in the directory; make "
                    "them with '--capture-to'."});
      return;
    }
    std::map<std::string, UnitRecord> ByFile;
    for (const std::string &File : Found) {
      auto Buffer = llvm::MemoryBuffer::getFile(File);
      std::string Key;
      auto Record = Buffer ? recordFromBytes((*Buffer)->getBuffer(), File, Key)
                           : firmcop::Result<UnitRecord>(Problem{
                                 Stage::Input, Level::Warning, File,
                                 "The captured result cannot be read."});
      if (Record)
        ByFile.insert_or_assign(Record->MainFile, std::move(*Record));
      else
        Result.Problems.push_back(Record.problem());
    }
    for (auto &[File, Record] : ByFile) {
      Result.Files.push_back(File);
      Result.Records.push_back(std::move(Record));
    }
  }

  const DriverOptions &Options;
  TaskSetting Setting;
  std::vector<Task> Tasks;
  Project Result;
};

} // namespace

Project analyseFiles(const char *Program, const DriverOptions &Options) {
  return Analysis(Program, Options).run();
}

} // namespace firmcop
