//===- binscan/Options.cpp - The command line -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Options.h"

#include "sarif/Product.h"
#include "sarif/Summary.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <optional>
#include <thread>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr const char *Footer = R"(exit codes:
  0  every image was analysed completely, and no finding reaches --fail-on
  1  there are such findings
  2  wrong options, or an image cannot be read
  3  a part of some image could not be analysed

Images are read and never changed, nothing from them is executed, nothing is
written to disk but by --extract and --cache, and no network is used.)";

std::optional<std::chrono::sys_days> parseDate(const std::string &Text) {
  int Year = 0;
  unsigned Month = 0, Day = 0;
  char Rest = 0;
  if (Text.size() != 10 || std::sscanf(Text.c_str(), "%4d-%2u-%2u%c", &Year,
                                       &Month, &Day, &Rest) != 3)
    return std::nullopt;
  const std::chrono::year_month_day Date{std::chrono::year(Year),
                                         std::chrono::month(Month),
                                         std::chrono::day(Day)};
  return Date.ok() ? std::optional(std::chrono::sys_days(Date)) : std::nullopt;
}

std::optional<Listing> parseListing(const std::string &Word) {
  return Word == "json"   ? std::optional(Listing::Json)
         : Word == "text" ? std::optional(Listing::Text)
         : Word.empty()   ? std::optional(Listing::None)
                          : std::nullopt;
}

/// The options as text, before they are understood.
struct Words {
  unsigned TimeLimit = 0;
  bool HasNoSandbox = false;
  std::string Profile = "full", FailOn = "error", List, ListRules, AsOf;
};

void declare(CLI::App &App, Options &O, Words &W) {
  App.add_option("IMAGE", O.Images, "Firmware images, or files of any kind")
      ->type_name("");
  App.add_option("--sarif", O.SarifFile, "Write the findings as SARIF to FILE")
      ->type_name("FILE");
  App.add_option("--sarif-profile", W.Profile,
                 "Shape of the SARIF file: full, or github for code scanning")
      ->type_name("PROFILE")
      ->capture_default_str();
  App.add_option("--sbom", O.SbomFile,
                 "Write the components as CycloneDX 1.6 to FILE")
      ->type_name("FILE");
  App.add_flag("--diff", O.IsDiff,
               "Compare two images, the older one first: only what is new in "
               "the second one fails");
  App.add_option("--baseline", O.BaselineFile,
                 "Compare with the SARIF of an earlier scan: only what is new "
                 "fails")
      ->type_name("FILE");
  App.add_option("--fail-on", W.FailOn,
                 "Exit with 1 on findings of this level or above: none, note, "
                 "warning, error")
      ->type_name("LEVEL")
      ->capture_default_str();
  App.add_flag("--scoreboard", O.Scoreboard,
               "Print the verdict on each of the thirteen guidelines");
  App.add_option("--as-of", W.AsOf,
                 "Judge expiry and end of life as of this day, YYYY-MM-DD; "
                 "default: today")
      ->type_name("DATE");
  App.add_option("--jobs", O.Jobs, "Use N threads; default: one a processor")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  App.add_option("--cache", O.CacheFolder,
                 "Keep results in DIR and take those of earlier scans from it")
      ->type_name("DIR");
  App.add_option("--time-limit", W.TimeLimit,
                 "Stop with an image after N seconds, and say so; default: "
                 "never")
      ->type_name("N")
      ->check(CLI::Range(1U, 1'000'000U));
  App.add_flag("--no-sandbox", W.HasNoSandbox,
               "Do not take images apart in locked-in processes");
  App.add_flag("--quiet", O.Quiet, "Print findings and problems only");
  App.add_flag("--list{text}", W.List,
               "Print what is in the images, as text or json, and stop");
  App.add_option("--extract", O.ExtractTo,
                 "Write what is in the images below DIR, which must be new or "
                 "empty, and stop")
      ->type_name("DIR");
  App.add_flag("--list-rules{text}", W.ListRules,
               "Print the rules for images, as text or json, and stop");
  App.add_option("--explain", O.Explain, "Print the page of a rule, and stop")
      ->type_name("RULE");
  App.set_version_flag("--version",
                       "binscan (firmcop) " + std::string(ProductVersion));
}

ExitCode wrongOption(const std::string &Text) {
  std::cerr << "binscan: " << Text << "; see 'binscan --help'.\n";
  return ExitCode::Usage;
}

} // namespace

std::variant<Options, ExitCode> binscan::parseOptions(int Count,
                                                      char **Arguments) {
  Options O;
  Words W;
  O.Jobs = std::max(1U, std::thread::hardware_concurrency());
  O.Today =
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());

  CLI::App App("Finds security weaknesses in firmware images.", "binscan");
  App.footer(Footer);
  declare(App, O, W);
  try {
    App.parse(Count, Arguments);
  } catch (const CLI::Success &Done) {
    App.exit(Done);
    return ExitCode::Clean;
  } catch (const CLI::ParseError &Wrong) {
    return wrongOption(Wrong.what());
  }

  const auto No = [](const std::string &Word, const std::string &What) {
    return wrongOption("'" + Word + "' is no " + What);
  };
  O.IsSandboxed = !W.HasNoSandbox;
  O.TimeLimit = std::chrono::seconds(W.TimeLimit);
  if (const auto Shape = parseProfile(W.Profile))
    O.Shape = *Shape;
  else
    return No(W.Profile, "profile, use 'full' or 'github'");
  if (const auto FailOn = parseFailOn(W.FailOn))
    O.FailOn = *FailOn;
  else
    return No(W.FailOn, "level, use 'none', 'note', 'warning' or 'error'");
  if (const auto List = parseListing(W.List))
    O.List = *List;
  else
    return No(W.List, "form of a listing, use 'text' or 'json'");
  if (const auto List = parseListing(W.ListRules))
    O.ListRules = *List;
  else
    return No(W.ListRules, "form of a listing, use 'text' or 'json'");
  if (!W.AsOf.empty()) {
    const auto Date = parseDate(W.AsOf);
    if (!Date)
      return No(W.AsOf, "date, write it as 2025-12-31");
    O.Today = *Date;
  }
  const bool NeedsImage = O.ListRules == Listing::None && O.Explain.empty();
  if (NeedsImage && O.Images.empty())
    return wrongOption("No image is named");
  if (!O.CacheFolder.empty() &&
      (O.List != Listing::None || !O.ExtractTo.empty()))
    return wrongOption("'--cache' keeps findings, and '--list' and '--extract' "
                       "make none; leave it out");
  if (O.IsDiff && O.Images.size() != 2)
    return wrongOption("'--diff' takes two images, the older one first");
  if (O.IsDiff && !O.BaselineFile.empty())
    return wrongOption("'--diff' and '--baseline' both say what to compare "
                       "with; use one");
  return O;
}
