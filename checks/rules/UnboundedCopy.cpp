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
#include "checks/TextLengths.h"
#include "firmcop/Rules.h"

#include "clang/AST/FormatString.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;

namespace firmcop {

namespace {

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
      auto Length = longestText(Text, C, *TU);
      if (!fits(Length, *Capacity))
        found(C, nameOf(Text), Destination, levelOf(Length));
    }
  }

  void formatted(const Call &C, const FormatArgument &Format,
                 const Expr *Destination, std::uint64_t Capacity) {
    auto Text = constantText(C.argument(Format.Index), *TU);
    if (Format.TakesList)
      return found(C, "values of unknown length", Destination, Level::Note);
    if (!Text)
      return; // firmcop-uncontrolled-format's business
    ParsedFormat Parsed = parseFormat(*Text, TU->context());
    std::uint64_t Total = Parsed.LiteralLength;
    const Expr *Longest = nullptr;
    for (const Conversion &Part : Parsed.Conversions) {
      if (Part.Is != Conversion::Form::Text)
        continue;
      const Expr *Value = C.argument(Format.Index + 1 + Part.Value);
      auto Length = Part.Bound        ? Part.Bound
                    : Part.BoundValue ? boundIn(C, Format, *Part.BoundValue)
                                      : longestText(Value, C, *TU);
      if (!Length)
        return found(C, nameOf(Value), Destination, Level::Note);
      Total += *Length;
      if (!Longest || *Length > 0)
        Longest = Value;
    }
    // Numbers are left out: their type says little about their digits.
    if (Longest && Total + 1 > Capacity)
      found(C, nameOf(Longest), Destination);
  }

  /// The precision in the arguments, of "%.*s". One that is no constant was
  /// worked out for the purpose.
  std::optional<std::uint64_t>
  boundIn(const Call &C, const FormatArgument &Format, unsigned Value) const {
    auto Bound = constantInteger(C.argument(Format.Index + 1 + Value), *TU);
    return std::max<std::int64_t>(Bound.value_or(0), 0);
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
        Source = longestText(C.argument(0), C, *TU);
      for (unsigned Value : Fields.Values) {
        const Expr *Destination = C.argument(FormatIndex + 1 + Value);
        auto Capacity = capacityOf(Destination, TU->context());
        // A stream that the program opened is most often a file.
        if (Capacity && !fits(Source, *Capacity))
          return found(C, "a word of input", Destination,
                       FormatIndex == 1 && (!isText(C.argument(0)) ||
                                            isFromKernel(C, C.argument(0)))
                           ? std::optional(Level::Note)
                           : std::nullopt);
      }
    }
  }

  /// The text was read from a file that the kernel writes, whose words have
  /// limits of their own.
  bool isFromKernel(const Call &Scan, const Expr *Text) const {
    const ValueDecl *Buffer = namedThing(Text);
    const Function *In = TU->definition(Scan.In);
    auto IsKernelFile = [&](const Expr *Stream) {
      const auto *V = dyn_cast_or_null<VarDecl>(namedThing(Stream));
      return V && llvm::any_of(TU->stores(), [&](const Store &S) {
               const auto *Open = dyn_cast_or_null<CallExpr>(stripped(S.Value));
               if (S.Target != V || S.ToElement || !Open)
                 return false;
               return llvm::any_of(Open->arguments(), [&](const Expr *Each) {
                 auto Path = constantText(Each, *TU);
                 return Path && (llvm::StringRef(*Path).starts_with("/proc/") ||
                                 llvm::StringRef(*Path).starts_with("/sys/"));
               });
             });
    };
    return Buffer && In && llvm::any_of(In->Calls, [&](const Call *Read) {
             bool TakesBuffer = false, TakesFile = false;
             for (unsigned I = 0; I < Read->argumentCount(); ++I) {
               TakesBuffer |= namedThing(Read->argument(I)) == Buffer;
               TakesFile |= IsKernelFile(Read->argument(I));
             }
             return TakesBuffer && TakesFile;
           });
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

  /// A length that is not in sight may be bounded out of sight; one that is in
  /// sight and too long is an error.
  static std::optional<Level> levelOf(std::optional<std::uint64_t> Length) {
    return Length ? std::nullopt : std::optional(Level::Note);
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

  void found(const Call &C, std::string What, const Expr *Destination,
             std::optional<Level> Severity = std::nullopt) {
    auto Capacity =
        Destination ? capacityOf(Destination, TU->context()) : std::nullopt;
    const ValueDecl *Thing = Destination ? namedThing(Destination) : nullptr;
    std::string Name = Thing ? Thing->getNameAsString() : "a buffer";
    FindingDetails Details;
    Details.Evidence = Name;
    Details.Severity = Severity;
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
