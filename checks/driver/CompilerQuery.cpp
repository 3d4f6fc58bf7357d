//===- checks/driver/CompilerQuery.cpp - What a GCC is made for -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/CompilerQuery.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using llvm::StringRef;

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace firmcop {

namespace {

constexpr unsigned MaxSeconds = 10;

/// Macros that describe the compiler, the language or the types, all of which
/// are Clang's own business.
constexpr StringRef NotOfTheProcessor[] = {
    "__GNU",    "__GXX",    "__VERSION__", "__STDC",        "__INT",
    "__UINT",   "__SIZE",   "__PTRDIFF",   "__WCHAR",       "__WINT",
    "__CHAR",   "__SIG_",   "__FLT",       "__DBL",         "__LDBL",
    "__DEC",    "__ORDER",  "__BYTE",      "__FLOAT",       "__SHRT",
    "__LONG",   "__SCHAR",  "__BIGGEST",   "__GCC",         "__ATOMIC",
    "__OPTIM",  "__NO_INL", "__USER_",     "__REGISTER",    "__ELF__",
    "__PRAGMA", "__FINITE", "__cpp",       "__cplusplus",   "__DEPRECATED",
    "__EXCEPT", "_FORTIFY", "__HAVE_",     "__CET__",       "__PIC",
    "__pic",    "__PIE",    "__pie",       "__TIMESTAMP__", "__VEC_"};

/// Flags that may change the answer and can do no harm.
bool isRelevant(StringRef Flag) {
  return Flag.starts_with("-m") || Flag.starts_with("-std=") ||
         Flag.starts_with("--sysroot=") || Flag.starts_with("-isysroot") ||
         Flag == "-nostdinc" || Flag == "-nostdinc++" ||
         Flag == "-fshort-enums" || Flag == "-fno-short-enums" ||
         Flag == "-funsigned-char" || Flag == "-fsigned-char" ||
         Flag == "-ffreestanding";
}

bool isGcc(StringRef Compiler) {
  StringRef Name = path::filename(Compiler);
  Name.consume_back(".exe");
  Name = Name.rtrim("0123456789.").rtrim('-');
  return Name.ends_with("gcc") || Name.ends_with("g++") ||
         Name.ends_with("-cc") || Name.ends_with("-c++");
}

std::string contentOf(StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

} // namespace

std::optional<CompilerFacts> parseCompilerAnswer(StringRef Output,
                                                 StringRef Errors) {
  CompilerFacts Facts;
  bool InList = false, HasList = false;
  llvm::SmallVector<StringRef> Lines;
  Errors.split(Lines, '\n');
  for (StringRef Line : Lines) {
    Line = Line.rtrim("\r");
    if (StringRef Rest = Line; Rest.consume_front("Target: "))
      Facts.Target = Rest.trim().str();
    if (Line.starts_with("#include <...>")) {
      InList = HasList = true;
      continue;
    }
    if (Line.starts_with("End of search list"))
      InList = false;
    if (!InList || !Line.starts_with(" "))
      continue;
    llvm::SmallString<256> Directory = Line.trim();
    path::remove_dots(Directory, /*remove_dot_dot=*/true);
    // stddef.h and its like come from Clang.
    StringRef Last = path::filename(Directory);
    bool IsCompilers = StringRef(Directory).contains("/gcc/") &&
                       (Last == "include" || Last == "include-fixed") &&
                       !path::parent_path(Directory).ends_with("c++");
    if (!IsCompilers)
      Facts.HeaderDirectories.push_back(std::string(Directory));
  }
  if (!HasList)
    return {};

  Lines.clear();
  Output.split(Lines, '\n');
  for (StringRef Line : Lines) {
    if (!Line.consume_front("#define "))
      continue;
    auto [Name, Value] = Line.rtrim("\r").split(' ');
    bool IsOther = llvm::any_of(NotOfTheProcessor, [&](StringRef Start) {
      return Name.starts_with(Start);
    });
    if (!IsOther && !Name.contains('('))
      Facts.Macros.push_back(Name.str() + "=" + Value.str());
  }
  return Facts;
}

/// Runs the compiler on nothing.
static std::optional<CompilerFacts> run(const std::vector<std::string> &Flags,
                                        StringRef Program) {
  llvm::SmallString<128> Output, Errors;
  if (fs::createTemporaryFile("firmcop-tidy", "out", Output))
    return {};
  std::optional<CompilerFacts> Facts;
  if (!fs::createTemporaryFile("firmcop-tidy", "err", Errors)) {
    std::vector<StringRef> Words(Flags.begin(), Flags.end());
    for (StringRef Word : {"-E", "-v", "-dM", "/dev/null"})
      Words.push_back(Word);
    std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Output),
                                            StringRef(Errors)};
    if (llvm::sys::ExecuteAndWait(Program, Words, std::nullopt, Redirects,
                                  MaxSeconds) == 0)
      Facts = parseCompilerAnswer(contentOf(Output), contentOf(Errors));
    fs::remove(Errors);
  }
  fs::remove(Output);
  return Facts;
}

const CompilerFacts *CompilerQuery::ask(llvm::ArrayRef<std::string> Command) {
  if (Command.empty() || !isGcc(Command.front()))
    return nullptr;
  std::vector<std::string> Flags = {Command.front(), "-x", "c"};
  if (path::filename(Command.front()).contains("++"))
    Flags.back() = "c++";
  for (const std::string &Word : Command.drop_front())
    if (isRelevant(Word))
      Flags.push_back(Word);
  auto [Found, IsNew] = Known.try_emplace(Flags);
  if (IsNew) {
    std::string Program = Command.front();
    if (!path::is_absolute(Program))
      if (auto OnPath = llvm::sys::findProgramByName(Program))
        Program = *OnPath;
    if (path::is_absolute(Program) && fs::can_execute(Program))
      Found->second = run(Flags, Program);
  }
  return Found->second ? &*Found->second : nullptr;
}

} // namespace firmcop
