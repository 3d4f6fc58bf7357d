//===- checks/Format.cpp - What a printf format asks for ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Format.h"
#include "checks/Facts.h"
#include "firmcop/Model.h"

#include "clang/AST/FormatString.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;
using namespace clang::analyze_format_string;
using namespace clang::analyze_printf;

namespace firmcop {

namespace {

class Handler : public FormatStringHandler {
public:
  ParsedFormat Result;

  bool HandlePrintfSpecifier(const PrintfSpecifier &S, const char *,
                             unsigned Length, const TargetInfo &) override {
    Result.LiteralLength -= Length;
    const PrintfConversionSpecifier &Specifier = S.getConversionSpecifier();
    if (Specifier.getKind() == ConversionSpecifier::PercentArg) {
      ++Result.LiteralLength;
      return true;
    }
    Conversion C;
    C.Value = S.getArgIndex();
    std::optional<std::uint64_t> Longest;
    switch (Specifier.getKind()) {
    case ConversionSpecifier::sArg:
      C.Is = Conversion::Form::Text;
      if (S.getPrecision().getHowSpecified() == OptionalAmount::Constant)
        Longest = S.getPrecision().getConstantAmount();
      else if (S.getPrecision().getHowSpecified() == OptionalAmount::Arg)
        C.BoundValue = S.getPrecision().getArgIndex();
      break;
    case ConversionSpecifier::cArg:
      C.Is = Conversion::Form::Number;
      Longest = 1;
      break;
    default:
      if (Specifier.isIntArg() || Specifier.isUIntArg()) {
        C.Is = Conversion::Form::Number;
        Longest = digits(S);
      } else if (Specifier.isDoubleArg()) {
        C.Is = Conversion::Form::Number;
      }
    }
    const OptionalAmount &Width = S.getFieldWidth();
    bool WidthIsKnown = Width.getHowSpecified() == OptionalAmount::Constant ||
                        Width.getHowSpecified() == OptionalAmount::NotSpecified;
    if (Longest && WidthIsKnown)
      C.Bound = std::max<std::uint64_t>(
          *Longest, Width.getHowSpecified() == OptionalAmount::Constant
                        ? Width.getConstantAmount()
                        : 0);
    Result.Conversions.push_back(C);
    return true;
  }

private:
  /// Digits, sign and prefix of the widest number of the given length.
  static std::uint64_t digits(const PrintfSpecifier &S) {
    switch (S.getLengthModifier().getKind()) {
    case LengthModifier::AsChar:
      return 4;
    case LengthModifier::AsShort:
      return 7;
    case LengthModifier::None:
      return 12;
    default:
      return 24;
    }
  }
};

} // namespace

ParsedFormat parseFormat(llvm::StringRef Text, const ASTContext &Context) {
  Handler H;
  H.Result.LiteralLength = Text.size();
  ParsePrintfString(H, Text.begin(), Text.end(), Context.getLangOpts(),
                    Context.getTargetInfo(), /*isFreeBSDKPrintf=*/false);
  return std::move(H.Result);
}

std::optional<FormatArgument> formatArgument(const Call &C) {
  auto TakesList = [&] {
    unsigned Count = C.Callee->getNumParams();
    return !C.Callee->isVariadic() && Count != 0 &&
           C.Callee->getParamDecl(Count - 1)
                   ->getOriginalType()
                   .getAsString()
                   .find("va_list") != std::string::npos;
  };
  for (const auto *Attribute : C.Callee->specific_attrs<FormatAttr>())
    if (Attribute->getType()->getName().contains("printf") &&
        !isa<CXXMethodDecl>(C.Callee))
      return FormatArgument{unsigned(Attribute->getFormatIdx() - 1),
                            Attribute->getFirstArg() == 0};
  if (!C.Name.empty())
    for (const ModelRow &Row :
         ModelSet::builtin().rows(Subject::Function, C.Name))
      if (Row.Kind == "format" && Row.At.Of == Port::Base::Argument)
        return FormatArgument{Row.At.Index, TakesList()};
  return std::nullopt;
}

} // namespace firmcop
