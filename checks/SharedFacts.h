//===- checks/SharedFacts.h - One walk for all checks -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_SHAREDFACTS_H
#define FIRMCOP_CHECKS_SHAREDFACTS_H

#include "checks/Clang.h"
#include "checks/Facts.h"

#include <memory>
#include <vector>

namespace firmcop {

class LocalFlows;

/// The facts of one translation unit, shared by its checks and made when the
/// first of them asks. clang-tidy makes new checks for every translation unit.
class SharedFacts : public std::enable_shared_from_this<SharedFacts> {
public:
  /// The object that the living checks of a context share. A context belongs
  /// to one thread and works on one translation unit at a time.
  static std::shared_ptr<SharedFacts> of(clang::tidy::ClangTidyContext *C);

  ~SharedFacts();

  /// Collects macros while the file is being preprocessed. The first call
  /// counts.
  void listenTo(clang::Preprocessor &PP, const clang::SourceManager &SM);

  const TranslationUnitFacts &facts(clang::ASTContext &Context);

  /// What the flow core finds; solved when the first flow rule asks.
  const LocalFlows &flows(const TranslationUnitFacts &TU,
                          const std::string &SummaryDir);
  /// True once, for what is not to be told by every check.
  bool isFirstToTell() { return !std::exchange(HasTold, true); }

private:
  friend class MacroListener;

  bool HasTold = false;
  std::unique_ptr<LocalFlows> Flows;

  bool Listening = false;
  std::vector<MacroDefinition> Macros;
  std::vector<ConstantUse> Uses;
  std::unique_ptr<TranslationUnitFacts> Facts;
};

} // namespace firmcop

#endif // FIRMCOP_CHECKS_SHAREDFACTS_H
