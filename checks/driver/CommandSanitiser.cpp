//===- checks/driver/CommandSanitiser.cpp - GCC's commands for Clang ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/CompileDatabase.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Basic/TargetOptions.h"
#include "clang/Driver/Compilation.h"
#include "clang/Driver/Driver.h"
#include "clang/Driver/Job.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

#include <algorithm>

using namespace clang;
using llvm::StringRef;

namespace path = llvm::sys::path;

namespace firmcop {

namespace {

/// How often a command is put to the driver, which stops at some errors.
constexpr unsigned MaxRounds = 8;

/// The starts of flags that tell names to the preprocessor.
constexpr llvm::StringLiteral PreprocessorFlags[] = {"-D", "-U", "-I", "-Wp,"};

/// Keeps the arguments of the errors that the driver reports.
class ErrorArguments : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level < DiagnosticsEngine::Error)
      return;
    for (unsigned I = 0; I < Info.getNumArgs(); ++I) {
      if (Info.getArgKind(I) == DiagnosticsEngine::ak_std_string)
        Words.push_back(Info.getArgStdStr(I));
      else if (Info.getArgKind(I) == DiagnosticsEngine::ak_c_string)
        Words.push_back(Info.getArgCStr(I));
    }
  }
  std::vector<std::string> Words;
};

bool hasTarget(const std::string &Triple) {
  DiagnosticsEngine Diagnostics(new DiagnosticIDs, new DiagnosticOptions,
                                new IgnoringDiagConsumer);
  auto Options = std::make_shared<TargetOptions>();
  Options->Triple = Triple;
  llvm::IntrusiveRefCntPtr<TargetInfo> Target =
      TargetInfo::CreateTargetInfo(Diagnostics, Options);
  return Target != nullptr;
}

/// "/opt/x/bin/arm-none-eabi-gcc-12" names arm-none-eabi; "gcc" names nothing.
std::string targetOf(StringRef Compiler) {
  StringRef Name = path::filename(Compiler);
  Name.consume_back(".exe");
  StringRef Version = Name.substr(Name.rfind('-') + 1);
  if (Version.find_first_not_of("0123456789.") == StringRef::npos &&
      Name.contains('-'))
    Name = Name.drop_back(Version.size() + 1);
  for (StringRef Tool : {"-gcc", "-g++", "-cc", "-c++", "-clang++", "-clang"})
    if (Name.consume_back(Tool))
      return llvm::Triple(Name).getArch() == llvm::Triple::UnknownArch
                 ? ""
                 : Name.str();
  return "";
}

bool isForCxx(StringRef Compiler) {
  return path::filename(Compiler).contains("++");
}

/// Where a cross GCC keeps its C library, relative to its own folder.
void addLibraryHeaders(std::vector<std::string> &Command, StringRef Compiler,
                       StringRef Target) {
  if (!path::is_absolute(Compiler))
    return;
  StringRef Root = path::parent_path(path::parent_path(Compiler));
  for (StringRef Library : {"", "lib"}) {
    llvm::SmallString<128> Headers = Root;
    path::append(Headers, Library, Target, "include");
    if (llvm::sys::fs::is_directory(Headers)) {
      Command.push_back("-isystem");
      Command.push_back(std::string(Headers));
    }
  }
}

/// The library's headers as the compiler itself has told.
void addHeaders(std::vector<std::string> &Command, const CompilerFacts &Facts) {
  if (Facts.HeaderDirectories.empty())
    return;
  Command.push_back("-nostdlibinc");
  for (const std::string &Directory : Facts.HeaderDirectories) {
    Command.push_back("-isystem");
    Command.push_back(Directory);
  }
}

bool hasFlag(const std::vector<std::string> &Command, StringRef Prefix) {
  return std::ranges::any_of(
      Command, [&](StringRef Word) { return Word.starts_with(Prefix); });
}

/// What Clang's driver says against a command, and the compiler against what
/// the driver makes of it, as words of their errors.
std::vector<std::string> objections(const std::vector<std::string> &Command) {
  ErrorArguments Errors;
  DiagnosticsEngine Diagnostics(new DiagnosticIDs, new DiagnosticOptions,
                                &Errors, /*ShouldOwnClient=*/false);
  driver::Driver Driver(Command.front(), llvm::sys::getDefaultTargetTriple(),
                        Diagnostics);
  Driver.setCheckInputsExist(false);
  std::vector<const char *> Words;
  for (const std::string &Word : Command)
    Words.push_back(Word.c_str());
  Words.push_back("-fsyntax-only");
  std::unique_ptr<driver::Compilation> C(Driver.BuildCompilation(Words));
  if (C)
    for (const driver::Command &Job : C->getJobs())
      if (llvm::is_contained(Job.getArguments(), StringRef("-cc1"))) {
        CompilerInvocation Invocation;
        CompilerInvocation::CreateFromArgs(Invocation, Job.getArguments(),
                                           Diagnostics);
      }
  return std::move(Errors.Words);
}

/// The index of the flag that the driver names in its errors, or -1.
std::size_t rejectedFlag(const std::vector<std::string> &Command,
                         const std::vector<std::string> &Objections) {
  for (const std::string &Word : Objections) {
    auto Exact = std::find(Command.begin() + 1, Command.end(), Word);
    if (Exact != Command.end())
      return Exact - Command.begin();
    // "-mfoo=" is named apart from its value.
    if (StringRef(Word).starts_with("-") && Word.size() > 2)
      for (std::size_t I = 1; I < Command.size(); ++I)
        if (StringRef(Command[I]).starts_with(Word))
          return I;
  }
  return std::string::npos;
}

} // namespace

CommandSanitiser::Adapted
CommandSanitiser::adapt(const std::vector<std::string> &Command) {
  Adapted A;
  StringRef Compiler = Command.front();
  A.Command = {isForCxx(Compiler) ? "clang++" : "clang"};
  std::string Target = targetOf(Compiler);
  const CompilerFacts *Facts =
      AsksCompilers && !Target.empty() ? Query.ask(Command) : nullptr;
  if (!Target.empty() && !hasFlag(Command, "--target=") &&
      !hasFlag(Command, "-target")) {
    if (hasTarget(Target)) {
      A.Target = Target;
      A.Command.push_back("--target=" + Target);
    } else {
      // A plain 32-bit machine without an operating system: integers, pointers
      // and alignment are as on the microcontrollers Clang does not know, and
      // its asm constraints accept their register class 'a'. Its own macros
      // are taken away, so that no code for it is chosen.
      A.Wanted = Target;
      std::string Arch = StringRef(Target).split('-').first.upper();
      for (const std::string &Word :
           {std::string("--target=i386-unknown-none-elf"),
            std::string("-U__i386__"), std::string("-U__i386"),
            std::string("-Ui386")})
        A.Command.push_back(Word);
      if (!Facts || Facts->Macros.empty())
        A.Command.push_back("-D__" + Arch + "__=1");
      else
        for (const std::string &Macro : Facts->Macros)
          A.Command.push_back("-D" + Macro);
    }
    if (Facts)
      addHeaders(A.Command, *Facts);
    else if (!hasFlag(Command, "--sysroot"))
      addLibraryHeaders(A.Command, Compiler, Target);
  }
  for (const std::string &Word : llvm::ArrayRef(Command).drop_front()) {
    if (!A.Wanted.empty() && StringRef(Word).starts_with("-m"))
      A.Dropped.insert(Word);
    else
      A.Command.push_back(Word);
  }

  for (unsigned Round = 0; Round < MaxRounds; ++Round) {
    std::vector<std::string> Objections = objections(A.Command);
    bool HasDropped = false;
    for (const std::string &Word : Objections) {
      std::size_t At = rejectedFlag(A.Command, {Word});
      if (At == std::string::npos)
        continue;
      A.Dropped.insert(A.Command[At]);
      A.Command.erase(A.Command.begin() + At);
      HasDropped = true;
    }
    if (!HasDropped)
      break;
  }
  return A;
}

std::vector<std::string>
CommandSanitiser::sanitise(const std::vector<std::string> &Command,
                           StringRef File) {
  if (Command.empty())
    return Command;
  // Names of inputs and outputs say nothing about the flags, and neither does
  // what is defined and where headers are: many builds define each file's name.
  std::vector<std::string> Flags = Command;
  std::vector<std::pair<std::size_t, std::string>> Names;
  for (std::size_t I = 1; I < Flags.size(); ++I) {
    bool IsValue = Flags[I - 1] == "-o" || Flags[I - 1] == "-MF" ||
                   Flags[I - 1] == "-MT" || Flags[I - 1] == "-MQ";
    bool IsForPreprocessor =
        llvm::any_of(PreprocessorFlags, [&](StringRef Flag) {
          return StringRef(Flags[I]).starts_with(Flag);
        });
    if (IsValue || IsForPreprocessor ||
        path::filename(Flags[I]) == path::filename(File)) {
      Names.emplace_back(I, Flags[I]);
      Flags[I] = "\x01" + std::to_string(Names.size() - 1);
    }
  }
  auto [Found, IsNew] = Known.try_emplace(Flags);
  if (IsNew) {
    // The driver is to see the names of real files.
    Found->second = adapt(Command);
    std::vector<std::string> &Words = Found->second.Command;
    for (std::size_t N = 0; N < Names.size(); ++N) {
      auto At = std::find(Words.begin(), Words.end(), Names[N].second);
      if (At != Words.end())
        *At = "\x01" + std::to_string(N);
    }
  }
  const Adapted &A = Found->second;
  for (const std::string &Flag : A.Dropped)
    DroppedFrom[Flag].insert(File.str());
  if (!A.Wanted.empty())
    StandsInFor[A.Wanted].insert(File.str());

  std::vector<std::string> Result = A.Command;
  for (std::string &Word : Result) {
    unsigned N = 0;
    if (StringRef(Word).starts_with("\x01") &&
        !StringRef(Word).drop_front().getAsInteger(10, N) && N < Names.size())
      Word = Names[N].second;
  }
  return Result;
}

static std::string counted(std::size_t Files) {
  return std::to_string(Files) + (Files == 1 ? " file" : " files");
}

std::vector<Problem> CommandSanitiser::notes() const {
  std::vector<Problem> Notes;
  auto Add = [&](std::string Text) {
    Notes.push_back({Stage::Configuration, Level::Note, "", std::move(Text)});
  };
  for (const auto &[Target, Files] : StandsInFor)
    Add("Clang has no target '" + Target + "' (" + counted(Files.size()) +
        "); a plain 32-bit one stands in for it.");
  for (const auto &[Flag, Files] : DroppedFrom)
    Add("Dropped '" + Flag + "' (" + counted(Files.size()) +
        "); Clang does not take it.");
  return Notes;
}

} // namespace firmcop
