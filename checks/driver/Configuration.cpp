//===- checks/driver/Configuration.cpp - How the build is set up ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/Configuration.h"
#include "checks/driver/Shown.h"
#include "firmcop/Finding.h"
#include "firmcop/Model.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace firmcop {

namespace {

/// An option as it is chosen last.
struct Option {
  std::optional<std::int64_t> Number; ///< 1 and 0 for yes and no
  std::string Text;                   ///< without quotes
  unsigned Offset = 0, Length = 0;    ///< of the whole line
};

using Options = std::map<std::string, Option>;

/// Configurations have some thousand lines.
constexpr std::uint64_t MaxSize = 16u << 20;

bool isName(StringRef Text) {
  return !Text.empty() && llvm::all_of(Text, [](char C) {
    return llvm::isAlnum(C) || C == '_';
  });
}

Option parseValue(StringRef Value) {
  Option O;
  std::int64_t Number = 0;
  if (Value == "y" || Value == "m")
    O.Number = 1;
  else if (Value == "n")
    O.Number = 0;
  else if (!Value.getAsInteger(0, Number))
    O.Number = Number;
  else
    O.Text = Value.trim('"').str();
  return O;
}

Options parse(StringRef Content) {
  Options Found;
  std::size_t Offset = 0;
  while (Offset < Content.size()) {
    StringRef Line = Content.substr(Offset).split('\n').first;
    StringRef Text = Line.rtrim(" \t\r");
    StringRef Name;
    Option O;
    if (StringRef Off = Text;
        Off.consume_front("# ") && Off.consume_back(" is not set")) {
      Name = Off;
      O.Number = 0;
    } else if (!Text.starts_with("#") && Text.contains('=')) {
      Name = Text.split('=').first;
      O = parseValue(Text.split('=').second);
    }
    O.Offset = static_cast<unsigned>(Offset);
    O.Length = static_cast<unsigned>(Text.size());
    if (isName(Name))
      Found.insert_or_assign(Name.str(), std::move(O));
    Offset += Line.size() + 1;
  }
  return Found;
}

bool applies(const ModelRow &Row, const Option &O) {
  // A row without a condition is about a macro that is defined.
  if (Row.When.empty())
    return O.Number != 0;
  return llvm::all_of(Row.When, [&](const Condition &C) {
    return O.Number ? C.holdsForValue(*O.Number) : C.holdsForText(O.Text);
  });
}

/// Finds what rules say of the options of one file.
class Judge {
public:
  Judge(const std::string &File, StringRef Configuration, LinkedDiagnostics &To,
        FindingLog &Log)
      : File(File), Configuration(Configuration), To(To), Log(Log) {}

  void run(const Options &Chosen, std::set<std::string_view> &Asked) {
    for (const auto &[Name, O] : Chosen)
      for (const ModelRow &Row : ModelSet::builtin().rows(Subject::Macro, Name))
        for (std::string_view Id : Log.rules())
          if (const Rule *R = findRule(Id); R && isAbout(*R, Row.Kind)) {
            Asked.insert(R->Id);
            if (applies(Row, O))
              report(*R, Row, O);
          }
  }

private:
  static bool isAbout(const Rule &R, std::string_view Kind) {
    return llvm::any_of(R.Calls, [&](const CallConstraint &C) {
      return C.ModelKind == Kind &&
             (C.Is == Constraint::Used || C.Is == Constraint::Option);
    });
  }

  void report(const Rule &R, const ModelRow &Row, const Option &O) {
    for (const auto &[Key, Known] : Log.findings())
      if (std::get<0>(Key) == R.Id && Known.Evidence == Row.Name)
        return;
    LoggedFinding Finding;
    Finding.Arguments = {Row.Name, Row.Text};
    Finding.Evidence = Row.Name;
    Finding.Length = O.Length;
    // That something was not asked for is for a human to judge.
    if (O.Number == 0)
      Finding.Severity = Level::Note;
    std::string Text =
        message(firmcop::Finding(R, Finding.Arguments, Location()));
    FilePlace Where{File, O.Offset};
    Finding.IsSuppressed = To.report(R, Level::Note, File, Configuration, false,
                                     Where, Text, {}) == HiddenBy::NoLint;
    Log.add(R, Where, std::move(Text), std::move(Finding));
  }

  const std::string &File;
  StringRef Configuration;
  LinkedDiagnostics &To;
  FindingLog &Log;
};

} // namespace

bool isAboutOptionsOnly(const Rule &R) {
  return R.Source == Method::Call &&
         llvm::none_of(ModelSet::builtin().all(), [&](const ModelRow &Row) {
           return Row.About != Subject::Macro &&
                  llvm::any_of(R.Calls, [&](const CallConstraint &C) {
                    return C.ModelKind == Row.Kind;
                  });
         });
}

std::vector<std::string> findConfigurations(StringRef Directory) {
  llvm::SmallString<256> Root = Directory;
  fs::make_absolute(Root);
  path::remove_dots(Root, /*remove_dot_dot=*/true);
  const std::string Folders[] = {std::string(Root), (Root + "/zephyr").str(),
                                 path::parent_path(Root).str()};
  // What a tool wrote comes before what a human did.
  constexpr std::pair<StringRef, StringRef> Names[] = {
      {"sdkconfig", "sdkconfig.defaults"}, {".config", "prj.conf"}};
  std::vector<std::string> Found;
  for (auto [Whole, Part] : Names)
    for (StringRef Name : {Whole, Part}) {
      std::size_t Before = Found.size();
      for (const std::string &Folder : Folders)
        if (std::string File = Folder + "/" + Name.str();
            fs::is_regular_file(File))
          Found.push_back(std::move(File));
      if (Found.size() != Before)
        break;
    }
  return Found;
}

std::set<std::string_view> judgeConfigurations(const Project &Whole,
                                               LinkedDiagnostics &To,
                                               FindingLog &Log) {
  std::set<std::string_view> Asked;
  StringRef Configuration;
  for (const UnitRecord &Record : Whole.Records)
    if (Configuration.empty())
      Configuration = Record.Configuration;
  for (const std::string &File : Whole.Configurations) {
    std::uint64_t Size = 0;
    if (fs::file_size(File, Size) || Size > MaxSize)
      continue;
    if (auto Buffer = llvm::MemoryBuffer::getFile(File))
      Judge(File, Configuration, To, Log)
          .run(parse((*Buffer)->getBuffer()), Asked);
  }
  return Asked;
}

} // namespace firmcop
