//===- sarif/ReportMain.cpp - firmcop-report: logs merged and rolled up ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/AtomicFile.h"
#include "sarif/Colour.h"
#include "sarif/Console.h"
#include "sarif/Merge.h"
#include "sarif/Product.h"
#include "sarif/Scoreboard.h"

#include <iostream>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

using namespace firmcop;

namespace {

constexpr std::string_view Usage =
    R"(usage: firmcop-report [options] LOG.sarif...

Merges SARIF logs, lists their findings and rolls them up to the thirteen
guidelines of the UK Code of Practice for Consumer IoT Security.

options:
  --sarif=FILE             write the merged log to FILE
  --sarif-profile=PROFILE  shape of the merged log: full (as it comes, the
                           default) or github (for code scanning)
  --fail-on=LEVEL          exit with 1 on findings at or above this level: none
                           (the default), note, warning, error
  --quiet                  print the scoreboard only
  --help                   print this text
  --version                print the version

exit codes:
  0  the analyses are complete, and no finding reaches the --fail-on level
  1  there are such findings
  2  wrong options, or a log cannot be read or written
  3  a part of some input could not be analysed
)";

struct Options {
  std::vector<std::string> Logs;
  std::string SarifFile;
  Profile Shape = Profile::Full;
  Level FailOn = Level::None;
  bool Quiet = false;
  bool Help = false;
  bool Version = false;
};

Problem wrongOption(const std::string &Text) {
  return {Stage::Configuration, Level::Error, "",
          Text + "; see 'firmcop-report --help'."};
}

/// The value of "--name=value", if the argument is of this name.
std::optional<std::string_view> valueOf(std::string_view Argument,
                                        std::string_view Name) {
  if (!Argument.starts_with(Name))
    return std::nullopt;
  Argument.remove_prefix(Name.size());
  if (!Argument.starts_with('='))
    return std::nullopt;
  return Argument.substr(1);
}

Result<Options> parseOptions(int Count, char **Arguments) {
  Options Parsed;
  bool OnlyLogs = false;
  for (int I = 1; I < Count; ++I) {
    std::string_view Argument = Arguments[I];
    if (OnlyLogs || !Argument.starts_with('-') || Argument == "-") {
      Parsed.Logs.emplace_back(Argument == "-" ? "/dev/stdin" : Argument);
    } else if (Argument == "--") {
      OnlyLogs = true;
    } else if (auto File = valueOf(Argument, "--sarif");
               File && !File->empty()) {
      Parsed.SarifFile = *File;
    } else if (auto Word = valueOf(Argument, "--sarif-profile")) {
      auto Shape = parseProfile(*Word);
      if (!Shape)
        return wrongOption("'" + std::string(*Word) +
                           "' is no profile, use 'full' or 'github'");
      Parsed.Shape = *Shape;
    } else if (auto Word = valueOf(Argument, "--fail-on")) {
      auto FailOn = parseFailOn(*Word);
      if (!FailOn)
        return wrongOption(
            "'" + std::string(*Word) +
            "' is no level, use 'none', 'note', 'warning' or 'error'");
      Parsed.FailOn = *FailOn;
    } else if (Argument == "--quiet") {
      Parsed.Quiet = true;
    } else if (Argument == "--help") {
      Parsed.Help = true;
    } else if (Argument == "--version") {
      Parsed.Version = true;
    } else {
      return wrongOption("'" + std::string(Argument) + "' is no option");
    }
  }
  if (Parsed.Logs.empty() && !Parsed.Help && !Parsed.Version)
    return wrongOption("No log is named");
  return Parsed;
}

Result<std::vector<SarifText>> load(const std::vector<std::string> &Files) {
  std::vector<SarifText> Logs;
  for (const std::string &File : Files) {
    Result<SarifText> Log = loadSarif(File);
    if (!Log)
      return Log.problem();
    Logs.push_back(std::move(*Log));
  }
  return Logs;
}

/// Reads the logs as one, in which a run that several of them have is once.
Result<std::vector<RunSummary>> summarise(const std::vector<SarifText> &Logs) {
  Result<std::string> Merged = mergeSarif(Logs);
  if (!Merged)
    return Merged.problem();
  return readSarif({"the merged log", std::move(*Merged)});
}

std::optional<Problem> writeMerged(const std::vector<SarifText> &Logs,
                                   const Options &Wanted) {
  Result<std::string> Merged = mergeSarif(Logs, Wanted.Shape);
  if (!Merged)
    return Merged.problem();
  return writeFileAtomically(Wanted.SarifFile,
                             [&](std::ostream &Out) { Out << *Merged; });
}

int fail(const Problem &P) {
  std::cerr << "firmcop-report: " << toString(P.Severity) << ": "
            << printable(P.Text) << '\n';
  return int(ExitCode::Usage);
}

} // namespace

int main(int Count, char **Arguments) {
  Result<Options> Wanted = parseOptions(Count, Arguments);
  if (!Wanted)
    return fail(Wanted.problem());
  if (Wanted->Help) {
    std::cout << Usage;
    return int(ExitCode::Clean);
  }
  if (Wanted->Version) {
    std::cout << "firmcop-report " << ProductVersion << '\n';
    return int(ExitCode::Clean);
  }

  Result<std::vector<SarifText>> Logs = load(Wanted->Logs);
  if (!Logs)
    return fail(Logs.problem());
  Result<std::vector<RunSummary>> Runs = summarise(*Logs);
  if (!Runs)
    return fail(Runs.problem());
  if (!Wanted->SarifFile.empty())
    if (auto Problem = writeMerged(*Logs, *Wanted))
      return fail(*Problem);

  bool Colour = useColour(STDOUT_FILENO);
  if (!Wanted->Quiet) {
    printResults(std::cout, *Runs, Colour);
    printProblems(std::cout, *Runs, Colour);
    std::cout << '\n';
  }
  printScoreboard(std::cout, rollUp(*Runs), Colour);
  std::cout << '\n';
  printTotals(std::cout, *Runs);
  if (!std::cout.flush())
    return fail({Stage::Input, Level::Error, "",
                 "The report cannot be written; check what standard output "
                 "leads to."});
  return int(exitCode(*Runs, Wanted->FailOn));
}
