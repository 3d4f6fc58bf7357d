//===- checks/rules/CleartextProtocol.cpp - firmcop-cleartext-protocol ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/CleartextUrls.h"
#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class CleartextProtocol : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    llvm::DenseSet<SourceLocation> Reported;
    for (const Call &C : Facts.calls())
      if (const ModelRow *Row = rowOfKind(C, "plain-protocol", Facts))
        if (!isLocal(C) && !isEncrypted(C, *Row)) {
          report(C.Site->getSourceRange(), C.Name, Row->Text, isChoice(C));
          Reported.insert(C.location());
        }
    for (const Store &S : Facts.stores())
      if (const auto *F = dyn_cast<FieldDecl>(S.Target); F && !S.ToElement)
        for (const std::string &Name : Facts.modelNames(F))
          if (considerRows(Subject::Field, Name, {nullptr, S.Value, {}},
                           F->getName(), S.Where))
            break;
    for (const ConstantUse &U : Facts.constantUses())
      considerRows(Subject::Constant, U.Name, {nullptr, U.Site, {}}, U.Name,
                   U.Where);
    for (const MacroDefinition &M : Facts.macros())
      considerRows(Subject::Macro, M.Name,
                   {nullptr, nullptr, macroValue(M, Facts)}, M.Name, M.Where);
    for (const CleartextUrl &U : cleartextUrls(Facts)) {
      // Updates have a rule of their own.
      if (U.IsUpdate || Reported.contains(U.UsedAt))
        continue;
      FindingDetails Details;
      Details.Evidence = U.Host;
      Details.Notes.push_back({U.UsedAt, "It is used here."});
      RuleCheck::report(U.Where,
                        {U.Text, "'" + U.Scheme + "', which is not encrypted"},
                        std::move(Details));
    }
  }

private:
  bool considerRows(Subject About, llvm::StringRef Name, const ModelSubject &S,
                    llvm::StringRef Shown, SourceLocation Where) {
    for (const ModelRow &Row : ModelSet::builtin().rows(About, Name))
      if (Row.Kind == "plain-protocol" && applies(Row, S, *TU)) {
        report(Where, Shown, Row.Text);
        return true;
      }
    return false;
  }

  /// The same function makes the call for an encrypted connection, too.
  bool isChoice(const Call &C) const {
    const Function *In = TU->definition(C.In);
    return In && llvm::any_of(In->Calls, [&](const Call *Other) {
             return Other->Name == C.Name &&
                    !rowOfKind(*Other, "plain-protocol", *TU);
           });
  }

  /// One of the call's arguments is the address of this device.
  bool isLocal(const Call &C) const {
    for (unsigned I = 0; I < C.argumentCount(); ++I)
      if (std::optional<std::string> Text = constantText(C.argument(I), *TU);
          Text && isLocalAddress(*Text))
        return true;
    return false;
  }

  /// Encryption is turned on for the connection that the call is about: the
  /// first argument, here or in a function that gets it. A connection that
  /// comes from elsewhere may have been set up by any function of the file.
  bool isEncrypted(const Call &C, const ModelRow &Row) const {
    const ValueDecl *Connection =
        C.argument(0) ? namedThing(C.argument(0)) : nullptr;
    const auto *Variable = dyn_cast_or_null<VarDecl>(Connection);
    bool IsOwn =
        Variable && Variable->hasLocalStorage() && !isa<ParmVarDecl>(Variable);
    for (const Call &Other : TU->calls()) {
      if (!IsOwn) {
        if (isTlsFor(Other, Row.Library, nullptr))
          return true;
        continue;
      }
      if (Other.In != C.In)
        continue;
      if (isTlsFor(Other, Row.Library, Connection) ||
          hasTlsName(Other, Connection))
        return true;
      if (const Function *Helper = TU->definition(Other.Callee);
          Helper && takes(Other, Connection))
        for (const Call *Inner : Helper->Calls)
          if (isTlsFor(*Inner, Row.Library, nullptr))
            return true;
    }
    return false;
  }

  bool isTlsFor(const Call &C, std::string_view Library,
                const ValueDecl *Connection) const {
    const ModelRow *Row = rowOfKind(C, "tls-enable", *TU);
    if (!Row || Row->Library != Library)
      return false;
    const Expr *Argument = C.argument(Row->At.Index);
    return !Connection || (Argument && namedThing(Argument) == Connection);
  }

  /// A function of another file gets the connection and says that it is about
  /// TLS.
  bool hasTlsName(const Call &C, const ValueDecl *Connection) const {
    if (TU->definition(C.Callee) || !takes(C, Connection) ||
        !C.Callee->getDeclName().isIdentifier() ||
        !ModelSet::builtin().rows(Subject::Function, C.Name).empty())
      return false;
    llvm::StringRef Name = C.Callee->getName();
    return Name.contains_insensitive("tls") || Name.contains_insensitive("ssl");
  }

  static bool takes(const Call &C, const ValueDecl *Connection) {
    for (unsigned I = 0; I < C.argumentCount(); ++I)
      if (namedThing(C.argument(I)) == Connection)
        return true;
    return false;
  }

  void report(SourceRange Where, llvm::StringRef Name, llvm::StringRef Text,
              bool IsChoice = false) {
    FindingDetails Details;
    if (IsChoice)
      Details.Severity = Level::Note;
    Details.Evidence = Name.str();
    RuleCheck::report(Where, {Name.str(), Text.str()}, std::move(Details));
  }

  const TranslationUnitFacts *TU = nullptr;
};

RuleRegistration<CleartextProtocol> X(rules::CleartextProtocol);

} // namespace

} // namespace firmcop
