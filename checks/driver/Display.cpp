//===- checks/driver/Display.cpp - The findings of all files --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/Display.h"

#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/GlobList.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <numeric>
#include <tuple>

using namespace clang::tidy;
using clang::tooling::Diagnostic;
using llvm::StringRef;

namespace firmcop {

static ClangTidyOptions optionsFrom(StringRef Configuration) {
  auto Parsed =
      parseConfiguration(llvm::MemoryBufferRef(Configuration, "record"));
  return Parsed ? *Parsed : ClangTidyOptions::getDefaults();
}

static auto placeOf(const ClangTidyError &E) {
  return std::tie(E.Message.FilePath, E.Message.FileOffset, E.DiagnosticName,
                  E.Message.Message);
}

bool Diagnostics::add(const UnitRecord &Record) {
  for (std::size_t I = 0; I < Hidden.size(); ++I)
    Hidden[I] += Record.Hidden[I];
  if (Record.Diagnostics.empty())
    return true;
  clang::tooling::TranslationUnitDiagnostics Read;
  llvm::yaml::Input In(Record.Diagnostics);
  In >> Read;
  if (In.error())
    return false;
  for (const Diagnostic &D : Read.Diagnostics)
    add(D, Record.Configuration);
  return true;
}

void Diagnostics::add(const Diagnostic &D, StringRef From) {
  if (Configuration.empty())
    Configuration = From.str();
  auto [Known, IsNew] = Promoting.try_emplace(From.str());
  if (IsNew)
    Known->second = optionsFrom(From).WarningsAsErrors.value_or("");
  // Errors of the compiler are so by themselves. What is promoted is an error
  // in an exported file, and a warning before.
  bool IsPromoted = D.DiagLevel != Diagnostic::Remark &&
                    D.DiagnosticName != "clang-diagnostic-error" &&
                    GlobList(Known->second).contains(D.DiagnosticName);
  ClangTidyError &E = All.emplace_back(D.DiagnosticName, D.DiagLevel,
                                       D.BuildDirectory, IsPromoted);
  static_cast<Diagnostic &>(E) = D;
  if (IsPromoted)
    E.DiagLevel = Diagnostic::Warning;
}

void Diagnostics::remove(const std::set<FindingLog::Key> &Findings) {
  if (Findings.empty())
    return;
  std::erase_if(All, [&](const ClangTidyError &E) {
    llvm::SmallString<256> File = StringRef(E.Message.FilePath);
    llvm::sys::fs::make_absolute(E.BuildDirectory, File);
    llvm::sys::path::remove_dots(File, /*remove_dot_dot=*/true);
    return Findings.contains({E.DiagnosticName,
                              {std::string(File), E.Message.FileOffset},
                              E.Message.Message});
  });
}

void Diagnostics::sort() {
  // Of equal ones the first stays.
  std::vector<std::size_t> Order(All.size());
  std::iota(Order.begin(), Order.end(), std::size_t(0));
  std::ranges::sort(Order, [&](std::size_t A, std::size_t B) {
    return std::tuple_cat(placeOf(All[A]), std::tie(A)) <
           std::tuple_cat(placeOf(All[B]), std::tie(B));
  });
  std::vector<ClangTidyError> Sorted;
  for (std::size_t I : Order)
    if (Sorted.empty() || placeOf(Sorted.back()) != placeOf(All[I]))
      Sorted.push_back(std::move(All[I]));
  All = std::move(Sorted);
}

static void printHidden(const std::array<unsigned, 4> &Hidden) {
  constexpr StringRef Reasons[] = {" in non-user code", " due to line filter",
                                   " NOLINT", " with check filters"};
  unsigned All = std::accumulate(Hidden.begin(), Hidden.end(), 0u);
  if (All == 0)
    return;
  llvm::errs() << "Suppressed " << All << " warnings (";
  StringRef Separator = "";
  for (std::size_t I = 0; I < Hidden.size(); ++I)
    if (Hidden[I] != 0) {
      llvm::errs() << Separator << Hidden[I] << Reasons[I];
      Separator = ", ";
    }
  llvm::errs() << ").\n";
  if (Hidden[static_cast<std::size_t>(HiddenBy::NonUserCode)] != 0)
    llvm::errs() << "Use -header-filter=.* to display errors from all "
                    "non-system headers. Use -system-headers to display errors "
                    "from system headers as well.\n";
}

int Diagnostics::show(const DriverOptions &Options) const {
  bool HasErrors = llvm::any_of(All, [](const ClangTidyError &E) {
    return E.DiagLevel == ClangTidyError::Error;
  });
  bool MayFix = !HasErrors || Options.FixesErrors;
  FixBehaviour Fixing = Options.FixesNotes                     ? FB_FixNotes
                        : Options.Fixes || Options.FixesErrors ? FB_Fix
                                                               : FB_NoFix;
  ClangTidyContext Context(std::make_unique<DefaultOptionsProvider>(
      ClangTidyGlobalOptions(), optionsFrom(Configuration)));
  unsigned Promoted = 0;
  handleErrors(All, Context, MayFix ? Fixing : FB_NoFix, Promoted,
               llvm::vfs::getRealFileSystem());
  if (!Options.ExportFixes.empty() && !All.empty()) {
    std::error_code Failed;
    llvm::raw_fd_ostream Out(Options.ExportFixes, Failed);
    if (Failed)
      llvm::errs() << "Error opening output file: " << Failed.message() << '\n';
    else
      exportReplacements(All.front().Message.FilePath, All, Out);
  }

  if (!Options.IsQuiet) {
    printHidden(Hidden);
    if (!MayFix && Fixing != FB_NoFix)
      llvm::errs() << "Found compiler errors, but -fix-errors was not "
                      "specified.\nFixes have NOT been applied.\n\n";
    if (Promoted != 0)
      llvm::errs() << Promoted << (Promoted == 1 ? " warning" : " warnings")
                   << " treated as error" << (Promoted == 1 ? "\n" : "s\n");
    else if (HasErrors)
      llvm::errs() << "Found compiler error(s).\n";
  }
  return Promoted != 0 || HasErrors ? 1 : 0;
}

} // namespace firmcop
