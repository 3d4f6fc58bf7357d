//===- checks/SharedFacts.cpp - One walk for all checks -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/SharedFacts.h"
#include "checks/LocalFlows.h"
#include "firmcop/Model.h"

#include <map>
#include <mutex>

using namespace clang;

namespace firmcop {

/// Writes down macro definitions, and the uses of macros that models name.
class MacroListener : public PPCallbacks {
public:
  MacroListener(std::weak_ptr<SharedFacts> Listener, const SourceManager &SM)
      : Listener(std::move(Listener)), SM(SM) {}

  void MacroDefined(const Token &Name, const MacroDirective *MD) override {
    std::shared_ptr<SharedFacts> To = Listener.lock();
    const MacroInfo *Info = MD->getMacroInfo();
    if (!To || Info->isBuiltinMacro() ||
        SM.isInSystemHeader(Info->getDefinitionLoc()) ||
        SM.isWrittenInBuiltinFile(Info->getDefinitionLoc()))
      return;
    To->Macros.push_back(
        {Name.getIdentifierInfo()->getName(), Info, Info->getDefinitionLoc()});
  }

  void MacroExpands(const Token &Name, const clang::MacroDefinition &MD,
                    SourceRange Range, const MacroArgs *) override {
    const MacroInfo *Info = MD.getMacroInfo();
    if (!Info || Info->isFunctionLike())
      return;
    const IdentifierInfo *Id = Name.getIdentifierInfo();
    auto [Known, IsNew] = Modelled.try_emplace(Id, false);
    if (IsNew)
      Known->second =
          !ModelSet::builtin().rows(Subject::Constant, Id->getName()).empty();
    if (!Known->second || SM.isInSystemHeader(Range.getBegin()))
      return;
    if (std::shared_ptr<SharedFacts> To = Listener.lock())
      To->Uses.push_back({Id->getName(), Range.getBegin(), nullptr});
  }

  void If(SourceLocation, SourceRange Condition, ConditionValueKind) override {
    forgetUsesIn(Condition);
  }
  void Elif(SourceLocation, SourceRange Condition, ConditionValueKind,
            SourceLocation) override {
    forgetUsesIn(Condition);
  }

  // Its signature differs between versions of Clang. With an override, nothing
  // in this class refers to the inherited one, so that the plugin loads far
  // enough in another version's host to say that it is the wrong one.
  void HasInclude(SourceLocation, llvm::StringRef, bool, OptionalFileEntryRef,
                  SrcMgr::CharacteristicKind) override {}

private:
  /// A comparison in an #if is not a use.
  void forgetUsesIn(SourceRange Condition) {
    std::shared_ptr<SharedFacts> To = Listener.lock();
    if (!To)
      return;
    while (!To->Uses.empty() &&
           !SM.isBeforeInTranslationUnit(
               SM.getExpansionLoc(To->Uses.back().Where), Condition.getBegin()))
      To->Uses.pop_back();
  }

  std::weak_ptr<SharedFacts> Listener;
  const SourceManager &SM;
  llvm::DenseMap<const IdentifierInfo *, bool> Modelled;
};

std::shared_ptr<SharedFacts> SharedFacts::of(tidy::ClangTidyContext *C) {
  static std::mutex Lock;
  static std::map<tidy::ClangTidyContext *, std::weak_ptr<SharedFacts>> Living;

  std::lock_guard<std::mutex> Guard(Lock);
  std::erase_if(Living, [](const auto &Item) { return Item.second.expired(); });
  std::weak_ptr<SharedFacts> &Known = Living[C];
  std::shared_ptr<SharedFacts> Result = Known.lock();
  if (!Result)
    Known = Result = std::make_shared<SharedFacts>();
  return Result;
}

SharedFacts::~SharedFacts() = default;

void SharedFacts::listenTo(Preprocessor &PP, const SourceManager &SM) {
  if (std::exchange(Listening, true))
    return;
  PP.addPPCallbacks(std::make_unique<MacroListener>(weak_from_this(), SM));
}

const LocalFlows &SharedFacts::flows(const TranslationUnitFacts &TU,
                                     const std::string &SummaryDir) {
  if (!Flows)
    Flows = std::make_unique<LocalFlows>(TU, SummaryDir);
  return *Flows;
}

const TranslationUnitFacts &SharedFacts::facts(ASTContext &Context) {
  if (!Facts)
    Facts = std::make_unique<TranslationUnitFacts>(Context, std::move(Macros),
                                                   std::move(Uses));
  return *Facts;
}

} // namespace firmcop
