//===- checks/rules/UnboundedCopy.cpp - firmcop-unbounded-copy ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// strcpy, strcat, sprintf and scanf("%s") write as much as their source holds.
// That is a weakness when the destination is a buffer of known size and nothing
// in sight keeps the source shorter: it is no constant, no smaller array, and
// its length was not measured before.
//
//===----------------------------------------------------------------------===//

#include "checks/Format.h"
#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "firmcop/Rules.h"

#include "clang/AST/FormatString.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;

namespace firmcop {

namespace {

/// Bytes of the array that an expression denotes as a whole, or nothing.
std::optional<std::uint64_t> capacityOf(const Expr *E,
                                        const ASTContext &Context) {
  E = E ? E->IgnoreParenCasts() : nullptr;
  if (const auto *Address = dyn_cast_or_null<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    if (const auto *First =
            dyn_cast<ArraySubscriptExpr>(Address->getSubExpr()->IgnoreParens()))
      if (First->getIdx()->isNullPointerConstant(
              const_cast<ASTContext &>(Context),
              Expr::NPC_ValueDependentIsNotNull))
        E = First->getBase()->IgnoreParenCasts();
  if (!E || !isa<DeclRefExpr, MemberExpr>(E))
    return std::nullopt;
  const auto *Array = Context.getAsConstantArrayType(E->getType());
  // The last member of a structure may be longer than it says.
  if (!Array || Array->getZExtSize() <= 1)
    return std::nullopt;
  return Array->getZExtSize() *
         Context.getTypeSizeInChars(Array->getElementType()).getQuantity();
}

/// The fields of a scanf format that are read without a width.
class UnboundedFields : public analyze_format_string::FormatStringHandler {
public:
  llvm::SmallVector<unsigned, 4> Values;

  bool HandleScanfSpecifier(const analyze_scanf::ScanfSpecifier &S,
                            const char *, unsigned) override {
    using analyze_format_string::ConversionSpecifier;
    auto Kind = S.getConversionSpecifier().getKind();
    bool IsText = Kind == ConversionSpecifier::sArg ||
                  Kind == ConversionSpecifier::ScanListArg;
    if (IsText && S.consumesDataArgument() &&
        S.getFieldWidth().getHowSpecified() ==
            analyze_format_string::OptionalAmount::NotSpecified)
      Values.push_back(S.getArgIndex());
    return true;
  }
};

class UnboundedCopy : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    for (const Call &C : Facts.calls()) {
      if (rowOfKind(C, "unbounded-copy", Facts))
        found(C, "a line of input", C.argument(0));
      else if (const ModelRow *Destination =
                   rowOfKind(C, "copy-destination", Facts))
        copy(C, C.argument(Destination->At.Index));
      else
        scan(C);
    }
  }

private:
  void copy(const Call &C, const Expr *Destination) {
    auto Capacity = capacityOf(Destination, TU->context());
    if (!Capacity)
      return;
    if (auto Format = formatArgument(C))
      return formatted(C, *Format, Destination, *Capacity);
    if (const ModelRow *Source = rowOfKind(C, "copy-source", *TU)) {
      const Expr *Text = C.argument(Source->At.Index);
      if (!fits(longest(Text, C), *Capacity))
        found(C, nameOf(Text), Destination);
    }
  }

  void formatted(const Call &C, const FormatArgument &Format,
                 const Expr *Destination, std::uint64_t Capacity) {
    auto Text = constantText(C.argument(Format.Index), *TU);
    if (Format.TakesList)
      return found(C, "values of unknown length", Destination);
    if (!Text)
      return; // firmcop-uncontrolled-format's business
    ParsedFormat Parsed = parseFormat(*Text, TU->context());
    std::uint64_t Total = Parsed.LiteralLength;
    const Expr *Longest = nullptr;
    for (const Conversion &Part : Parsed.Conversions) {
      if (Part.Is != Conversion::Form::Text)
        continue;
      const Expr *Value = C.argument(Format.Index + 1 + Part.Value);
      auto Length = Part.Bound ? Part.Bound : longest(Value, C);
      if (!Length)
        return found(C, nameOf(Value), Destination);
      Total += *Length;
      if (!Longest || *Length > 0)
        Longest = Value;
    }
    // Numbers are left out: their type says little about their digits.
    if (Longest && Total + 1 > Capacity)
      found(C, nameOf(Longest), Destination);
  }

  void scan(const Call &C) {
    for (const auto *Attribute : C.Callee->specific_attrs<FormatAttr>()) {
      if (!Attribute->getType()->getName().contains("scanf") ||
          Attribute->getFirstArg() == 0)
        continue;
      unsigned FormatIndex = Attribute->getFormatIdx() - 1;
      auto Text = constantText(C.argument(FormatIndex), *TU);
      if (!Text)
        continue;
      UnboundedFields Fields;
      analyze_format_string::ParseScanfString(
          Fields, Text->data(), Text->data() + Text->size(),
          TU->context().getLangOpts(), TU->context().getTargetInfo());
      // sscanf reads a string whose length may be known.
      std::optional<std::uint64_t> Source;
      if (FormatIndex == 1 && isText(C.argument(0)))
        Source = longest(C.argument(0), C);
      for (unsigned Value : Fields.Values) {
        const Expr *Destination = C.argument(FormatIndex + 1 + Value);
        auto Capacity = capacityOf(Destination, TU->context());
        if (Capacity && !fits(Source, *Capacity))
          return found(C, "a word of input", Destination);
      }
    }
  }

  static bool isText(const Expr *E) {
    QualType T = E->IgnoreParenImpCasts()->getType();
    if (const auto *Array = T->getAsArrayTypeUnsafe())
      return Array->getElementType()->isAnyCharacterType();
    return T->isPointerType() && T->getPointeeType()->isAnyCharacterType();
  }

  static bool fits(std::optional<std::uint64_t> Length,
                   std::uint64_t Capacity) {
    return Length && *Length < Capacity;
  }

  /// The most characters that a text can have, when that is in sight.
  std::optional<std::uint64_t> longest(const Expr *Text, const Call &Use) {
    auto Values = constantValues(Text, *TU);
    if (!Values.empty()) {
      std::uint64_t Most = 0;
      for (const ConstantValue &V : Values)
        Most = std::max<std::uint64_t>(Most, V.Bytes ? V.Bytes->size() : 0);
      return Most;
    }
    const Expr *E = stripped(Text);
    if (const auto *Choice = dyn_cast_or_null<AbstractConditionalOperator>(E)) {
      auto Left = longest(Choice->getTrueExpr(), Use);
      auto Right = longest(Choice->getFalseExpr(), Use);
      if (!Left || !Right)
        return std::nullopt;
      return std::max(*Left, *Right);
    }
    if (auto Capacity = capacityOf(E, TU->context()))
      return *Capacity - 1;
    if (const auto *C = dyn_cast_or_null<CallExpr>(E); C && isPrinted(*C, Use))
      return 0; // an address or a number; the buffers are made for it
    return wasMeasured(E, Use) ? std::optional<std::uint64_t>(0) : std::nullopt;
  }

  bool isPrinted(const CallExpr &Site, const Call &Use) const {
    const Function *In = TU->definition(Use.In);
    return In && llvm::any_of(In->Calls, [&](const Call *C) {
             return C->Site == &Site && rowOfKind(*C, "printed-value", *TU);
           });
  }

  /// The function has asked for the text's length before.
  bool wasMeasured(const Expr *Text, const Call &Use) const {
    const ValueDecl *Thing = namedThing(Text);
    const Function *In = TU->definition(Use.In);
    if (!Thing || !In)
      return false;
    for (const Call *C : In->Calls) {
      if (C == &Use)
        break;
      if (C->Use != ResultUse::Ignored && C->argumentCount() != 0 &&
          namedThing(C->argument(0)) == Thing && rowOfKind(*C, "length", *TU))
        return true;
    }
    return false;
  }

  static std::string nameOf(const Expr *E) {
    E = stripped(E);
    if (const ValueDecl *Thing = namedThing(E))
      return "'" + Thing->getNameAsString() + "'";
    if (const auto *C = dyn_cast_or_null<CallExpr>(E))
      if (const FunctionDecl *F = C->getDirectCallee())
        return "the result of '" + F->getNameAsString() + "'";
    return "a text";
  }

  void found(const Call &C, std::string What, const Expr *Destination) {
    auto Capacity =
        Destination ? capacityOf(Destination, TU->context()) : std::nullopt;
    const ValueDecl *Thing = Destination ? namedThing(Destination) : nullptr;
    std::string Name = Thing ? Thing->getNameAsString() : "a buffer";
    FindingDetails Details;
    Details.Evidence = Name;
    report(C.Site->getSourceRange(),
           {C.Callee->getNameAsString(), std::move(What), Name,
            Capacity ? std::to_string(*Capacity) : "an unknown number of"},
           std::move(Details));
  }

  const TranslationUnitFacts *TU = nullptr;
};

RuleRegistration<UnboundedCopy> X(rules::UnboundedCopy);

} // namespace

} // namespace firmcop
