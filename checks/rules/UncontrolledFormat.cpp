//===- checks/rules/UncontrolledFormat.cpp - firmcop-uncontrolled-format --===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Format.h"
#include "checks/RuleCheck.h"
#include "checks/Strings.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

class UncontrolledFormat : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    for (const Call &C : TU.calls())
      if (auto Format = formatArgument(C))
        if (const Expr *Text = C.argument(Format->Index);
            Text && !isWrapper(C, Text))
          consider(C, *Format, Text, TU);
  }

private:
  /// A function that is printf-like itself: its callers are checked instead.
  static bool isWrapper(const Call &C, const Expr *Text) {
    const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(namedThing(Text));
    return Parameter && C.In &&
           (C.In->hasAttr<FormatAttr>() || C.In->isVariadic());
  }

  void consider(const Call &C, const FormatArgument &Format, const Expr *Text,
                const TranslationUnitFacts &TU) {
    // With further values the format is meant as one, and where it comes from
    // decides. Without, any percent sign in the text is read as a conversion.
    bool IsPlainText =
        !Format.TakesList && C.argumentCount() == Format.Index + 1;
    for (const Ingredient &I : ingredientsOf(Text, C, TU)) {
      bool IsInput = I.From == Ingredient::Source::Input;
      if (!IsInput && !I.IsPart && !IsPlainText)
        continue;
      if (Format.TakesList && !IsInput)
        continue;
      FindingDetails Details;
      if (!IsInput)
        Details.Severity = Level::Warning;
      if (I.Origin.isValid())
        Details.Flow.push_back(
            {I.Origin, "'" + I.Name + "' is " + std::string(I.Meaning)});
      if (I.Insertion.isValid())
        Details.Flow.push_back(
            {I.Insertion,
             "'" + I.Name + "' becomes a part of the format here"});
      report(Text->getSourceRange(), {C.Callee->getNameAsString(), I.Name},
             std::move(Details));
      return;
    }
  }
};

RuleRegistration<UncontrolledFormat> X(rules::UncontrolledFormat);

} // namespace

} // namespace firmcop
