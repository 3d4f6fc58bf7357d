//===- checks/driver/Options.cpp - The driver's command line --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/Options.h"
#include "sarif/Summary.h"
#include "sarif/Writer.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/CommandLine.h"

#include <set>

namespace cl = llvm::cl;
using llvm::StringRef;

namespace firmcop {

namespace {

/// One of our options. Set returns false when the value is not one of those
/// the help names.
struct OwnOption {
  const char *Name;
  const char *ValueName; ///< null: the option takes no value
  bool ValueIsOptional;
  const char *Help;
  bool (*Set)(DriverOptions &Options, StringRef Value);
};

bool setText(std::string &To, StringRef Value) {
  To = Value.str();
  return !Value.empty();
}

constexpr OwnOption OwnOptions[] = {
    {"export-sarif", "file", false,
     "Write the findings to this file in SARIF 2.1.0.",
     [](DriverOptions &O, StringRef V) { return setText(O.ExportSarif, V); }},
    {"sarif-profile", "full|github", false,
     "Shape of the SARIF file: 'full' (default) has everything, 'github' what "
     "code scanning understands.",
     [](DriverOptions &O, StringRef V) {
       return setText(O.SarifProfile, V) && parseProfile(O.SarifProfile);
     }},
    {"sarif-root", "directory", false,
     "Paths in the SARIF file are relative to this directory. Default: the "
     "root of the Git checkout around the current directory, or that.",
     [](DriverOptions &O, StringRef V) { return setText(O.SarifRoot, V); }},
    {"sarif-category", "name", false,
     "Tells apart several analyses of one commit in code scanning.",
     [](DriverOptions &O, StringRef V) { return setText(O.SarifCategory, V); }},
    {"fail-on", "none|note|warning|error", false,
     "Exit with 1 if there is a finding of this level or above, with 2 if the "
     "options or files are unusable, with 3 if a file could not be analysed, "
     "else with 0. Without this option the exit code is clang-tidy's.",
     [](DriverOptions &O, StringRef V) {
       O.FailOn = parseFailOn(V);
       return O.FailOn.has_value();
     }},
    {"explain", "rule", false, "Print the page of a rule and exit.",
     [](DriverOptions &O, StringRef V) { return setText(O.Explain, V); }},
    {"list-rules", "text|json", true,
     "Print the rules that are decided on source and exit.",
     [](DriverOptions &O, StringRef V) {
       O.ListRules = V.empty() ? "text" : V.str();
       return O.ListRules == "text" || O.ListRules == "json";
     }},
    {"scoreboard", nullptr, false,
     "Print the verdict on each guideline of the Code of Practice at the end.",
     [](DriverOptions &O, StringRef) { return O.Scoreboard = true; }},
    {"jobs", "number", false,
     "Analyse so many files at a time. Default: as many as there are cores. "
     "The output does not depend on it. Also -j.",
     [](DriverOptions &O, StringRef V) {
       return !V.getAsInteger(10, O.Jobs) && O.Jobs > 0;
     }},
    {"cache", "directory", false,
     "Keep the results of files here, and use them for files that are as they "
     "were, with all that they include.",
     [](DriverOptions &O, StringRef V) { return setText(O.CacheIn, V); }},
    {"capture-to", "directory", false,
     "Write the result of each file to this directory and print no findings; "
     "--link joins them.",
     [](DriverOptions &O, StringRef V) { return setText(O.CaptureTo, V); }},
    {"link", "directory", false,
     "Take the results that --capture-to has written, and report on the whole "
     "program.",
     [](DriverOptions &O, StringRef V) { return setText(O.LinkFrom, V); }},
    {"models", "file", false,
     "Also know what this file says of functions; see docs/models.md. May be "
     "given more than once.",
     [](DriverOptions &O, StringRef V) {
       return setText(O.Models.emplace_back(), V);
     }},
    {"explain-flow", "number", false,
     "Print the path of a finding with the lines of source, and nothing else. "
     "Findings with a path are numbered from 1 in the order they are shown.",
     [](DriverOptions &O, StringRef V) {
       return !V.getAsInteger(10, O.ExplainFlow) && O.ExplainFlow > 0;
     }},
    {"no-compiler-query", nullptr, false,
     "Do not run the cross compilers that the compile database names to ask "
     "them for headers and macros.",
     [](DriverOptions &O, StringRef) {
       O.AsksCompilers = false;
       return true;
     }},
    {"dump-flow", nullptr, false,
     "Print the files as the flow core reads them, and exit.",
     [](DriverOptions &O, StringRef) { return O.DumpFlow = true; }},
    {"dump-summaries", nullptr, false,
     "Print what the flow core learns of each function, and nothing else.",
     [](DriverOptions &O, StringRef) { return O.DumpSummaries = true; }},
};

const OwnOption *findOwn(StringRef Name) {
  for (const OwnOption &O : OwnOptions)
    if (Name == O.Name)
      return &O;
  return nullptr;
}

Problem usage(std::string Text) {
  return {Stage::Configuration, Level::Error, "", std::move(Text)};
}

/// Options of clang-tidy that print something about it and look at no file.
bool onlyInforms(StringRef Name) {
  static const std::set<StringRef> Names = {"help",
                                            "h",
                                            "help-hidden",
                                            "help-list",
                                            "help-list-hidden",
                                            "version",
                                            "list-checks",
                                            "dump-config",
                                            "verify-config",
                                            "explain-config"};
  return Names.count(Name) != 0;
}

/// Whether the word after the option is its value when there is no '='.
bool needsValue(StringRef Name) {
  // Clang registers these only while it reads the command line.
  if (Name == "p" || Name == "extra-arg" || Name == "extra-arg-before")
    return true;
  auto &Known = cl::getRegisteredOptions();
  auto Option = Known.find(Name);
  return Option != Known.end() &&
         Option->second->getValueExpectedFlag() == cl::ValueRequired;
}

} // namespace

Result<DriverOptions> parseOptions(const std::vector<std::string> &Arguments) {
  DriverOptions Options;
  for (std::size_t I = 0; I < Arguments.size(); ++I) {
    StringRef Argument = Arguments[I];
    if (Argument == "--") {
      Options.CompilerFlags.emplace(Arguments.begin() + I + 1, Arguments.end());
      break;
    }
    if (!Argument.starts_with("-") || Argument == "-") {
      Options.Files.push_back(Argument.str());
      continue;
    }

    auto [Name, Value] = Argument.ltrim('-').split('=');
    bool HasValue = Argument.contains('=');
    // "-j 4", "-j4"
    if (StringRef Number = Argument;
        Number.consume_front("-j") &&
        Number.find_first_not_of("0123456789") == StringRef::npos) {
      Name = "jobs";
      Value = Number;
      HasValue = !Number.empty();
    }
    if (const OwnOption *Own = findOwn(Name)) {
      if (Own->ValueName && !Own->ValueIsOptional && !HasValue) {
        if (I + 1 == Arguments.size())
          return usage("Option '--" + Name.str() + "' needs a value: '--" +
                       Name.str() + "=<" + Own->ValueName + ">'.");
        Value = Arguments[++I];
      }
      if (!Own->ValueName && HasValue)
        return usage("Option '--" + Name.str() + "' takes no value.");
      if (!Own->Set(Options, Value))
        return usage("'" + Value.str() + "' is no value of option '--" +
                     Name.str() + "'; it takes '" + Own->ValueName + "'.");
      continue;
    }

    // Everything else is clang-tidy's, with its value if it needs one.
    std::vector<std::string> Words = {Argument.str()};
    if (!HasValue && needsValue(Name) && I + 1 < Arguments.size()) {
      Words.push_back(Arguments[++I]);
      Value = Arguments[I];
    }
    bool IsOn = Value != "false" && Value != "0";
    if (Name == "fix" || Name == "fix-errors" || Name == "fix-notes") {
      (Name == "fix"          ? Options.Fixes
       : Name == "fix-errors" ? Options.FixesErrors
                              : Options.FixesNotes) = IsOn;
      continue;
    }
    Options.IsQuiet |= Name == "quiet" && IsOn;
    if (Name == "p") {
      Options.BuildPath = Value.str();
      continue;
    }
    if (Name == "line-filter")
      Options.LineFilter = Value.str();
    if (Name == "export-fixes") {
      Options.ExportFixes = Value.str();
      continue;
    }
    Options.ChoosesChecks |=
        Name == "checks" || Name == "config" || Name == "config-file";
    Options.ChoosesHeaders |= Name == "header-filter";
    Options.OnlyInforms |= onlyInforms(Name) && Value != "false";
    Options.Forwarded.insert(Options.Forwarded.end(), Words.begin(),
                             Words.end());
  }
  return Options;
}

void describeOptions() {
  // clang-tidy shows the options of its own category only; its option 'checks'
  // knows which one that is.
  auto &Known = cl::getRegisteredOptions();
  auto Checks = Known.find("checks");
  if (Checks == Known.end())
    return;
  cl::OptionCategory &Category = *Checks->second->Categories.front();
  for (const OwnOption &O : OwnOptions) {
    // Options register themselves and live as long as the program.
    if (O.ValueName) {
      auto *Shown = new cl::opt<std::string>(
          StringRef(O.Name), cl::desc(O.Help), cl::value_desc(O.ValueName),
          cl::cat(Category));
      if (O.ValueIsOptional)
        Shown->setValueExpectedFlag(cl::ValueOptional);
    } else {
      new cl::opt<bool>(StringRef(O.Name), cl::desc(O.Help), cl::cat(Category));
    }
  }
}

} // namespace firmcop
