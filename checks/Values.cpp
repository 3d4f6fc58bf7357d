//===- checks/Values.cpp - Constant values of expressions -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Values.h"

#include "clang/Lex/LiteralSupport.h"

using namespace clang;

namespace firmcop {

/// Through how many variables a value is followed.
static constexpr unsigned MaxVariables = 4;
/// Of how many constants at most a value may be one.
static constexpr unsigned MaxAlternatives = 8;

bool ConstantValue::isNonEmpty() const {
  if (Bytes)
    return Bytes->find_first_not_of('\0') != std::string::npos;
  return Integer && *Integer != 0;
}

namespace {

/// Collects the constants that an expression can be.
class Resolver {
public:
  explicit Resolver(const TranslationUnitFacts &TU) : TU(TU) {}

  /// False when the expression may be something else than a constant.
  bool resolve(const Expr *E, unsigned Depth = 0) {
    E = stripped(E);
    if (!E || E->isValueDependent() || Found.size() >= MaxAlternatives)
      return false;
    if (const auto *Literal = dyn_cast<StringLiteral>(E))
      return add(Literal);
    if (const auto *Embedded = dyn_cast<ObjCStringLiteral>(E))
      return add(Embedded->getString());
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
      return resolve(Choice->getTrueExpr(), Depth) &&
             resolve(Choice->getFalseExpr(), Depth);
    if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E))
      return resolve(Literal->getInitializer(), Depth);
    if (const auto *List = dyn_cast<InitListExpr>(E))
      return add(List);
    if (const auto *Construction = dyn_cast<CXXConstructExpr>(E))
      // std::string("..."), String("...") and their like.
      return Construction->getNumArgs() >= 1 &&
             !Construction->getArg(0)->getType()->isArithmeticType() &&
             resolve(Construction->getArg(0), Depth);
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
      return isAccessToText(*Member) &&
             resolve(Member->getImplicitObjectArgument(), Depth);
    if (const auto *Address = dyn_cast<UnaryOperator>(E);
        Address && Address->getOpcode() == UO_AddrOf)
      return resolveAddress(Address->getSubExpr(), Depth);
    if (addInteger(E))
      return true;
    if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
      return resolve(dyn_cast<VarDecl>(Reference->getDecl()), *Reference,
                     Depth);
    return false;
  }

  llvm::SmallVector<ConstantValue, 2> Found;

private:
  /// Text.c_str() and its like.
  static bool isAccessToText(const CXXMemberCallExpr &C) {
    const CXXMethodDecl *Method = C.getMethodDecl();
    return Method && C.getNumArgs() == 0 && Method->getIdentifier() &&
           (Method->getName() == "c_str" || Method->getName() == "data");
  }

  /// '&key[0]' and '&key' are the array; '&mode' is the value of the variable
  /// for functions that take a pointer to it.
  bool resolveAddress(const Expr *E, unsigned Depth) {
    E = stripped(E);
    if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
      Expr::EvalResult Index;
      if (!Subscript->getIdx()->EvaluateAsInt(Index, TU.context()) ||
          !Index.Val.getInt().isZero())
        return false;
      E = stripped(Subscript->getBase());
    }
    QualType T = E->getType();
    return (T->isArrayType() || T->isIntegralOrEnumerationType()) &&
           resolve(E, Depth);
  }

  bool resolve(const VarDecl *V, const DeclRefExpr &Use, unsigned Depth) {
    if (!V || Depth >= MaxVariables)
      return false;
    auto Values = TU.valuesOf(V, &Use);
    return !Values.empty() && llvm::all_of(Values, [&](const Expr *Value) {
      return resolve(Value, Depth + 1);
    });
  }

  bool add(const StringLiteral *Literal) {
    ConstantValue V;
    V.Origin = Literal;
    V.IsText = true;
    V.Bytes = Literal->getCharByteWidth() == 1 ? Literal->getString().str()
                                               : narrowed(*Literal);
    Found.push_back(std::move(V));
    return true;
  }

  static std::string narrowed(const StringLiteral &Literal) {
    std::string Text;
    for (unsigned I = 0; I < Literal.getLength(); ++I)
      Text += static_cast<char>(
          std::min<std::uint32_t>(Literal.getCodeUnit(I), 0x7f));
    return Text;
  }

  /// An array all of whose elements are integer constants, or braces around
  /// one value.
  bool add(const InitListExpr *List) {
    if (const InitListExpr *Semantic = List->getSemanticForm())
      List = Semantic;
    if (!List->getType()->isArrayType())
      return List->getNumInits() == 1 && !List->getType()->isRecordType() &&
             resolve(List->getInit(0));
    if (List->isStringLiteralInit())
      return resolve(List->getInit(0));
    const auto *Array = TU.context().getAsConstantArrayType(List->getType());
    if (!Array || !Array->getElementType()->isIntegerType())
      return false;
    ConstantValue V;
    V.Origin = List;
    V.Bytes.emplace();
    for (const Expr *Element : List->inits()) {
      Expr::EvalResult Byte;
      if (!Element->EvaluateAsInt(Byte, TU.context()))
        return false;
      V.Bytes->push_back(
          static_cast<char>(Byte.Val.getInt().extOrTrunc(8).getZExtValue()));
    }
    if (List->hasArrayFiller() && Array->getZExtSize() <= 4096)
      V.Bytes->resize(Array->getZExtSize());
    Found.push_back(std::move(V));
    return true;
  }

  bool addInteger(const Expr *E) {
    ConstantValue V;
    V.Origin = E;
    Expr::EvalResult Result;
    if (E->getType()->isIntegralOrEnumerationType()) {
      if (!E->EvaluateAsInt(Result, TU.context(), Expr::SE_NoSideEffects))
        return false;
      const llvm::APSInt &Number = Result.Val.getInt();
      if (Number.getSignificantBits() > 64)
        return false;
      V.Integer = Number.isSigned()
                      ? Number.getSExtValue()
                      : static_cast<std::int64_t>(Number.getZExtValue());
    } else if (E->isNullPointerConstant(TU.context(),
                                        Expr::NPC_ValueDependentIsNotNull)) {
      V.Integer = 0;
    } else {
      return false;
    }
    Found.push_back(std::move(V));
    return true;
  }

  const TranslationUnitFacts &TU;
};

} // namespace

llvm::SmallVector<ConstantValue, 2>
constantValues(const Expr *E, const TranslationUnitFacts &TU) {
  Resolver R(TU);
  if (!E || !R.resolve(E))
    return {};
  return std::move(R.Found);
}

std::optional<ConstantValue> constantValue(const Expr *E,
                                           const TranslationUnitFacts &TU) {
  auto Values = constantValues(E, TU);
  if (Values.empty())
    return std::nullopt;
  auto *NonEmpty = llvm::find_if(
      Values, [](const ConstantValue &V) { return V.isNonEmpty(); });
  return std::move(NonEmpty != Values.end() ? *NonEmpty : Values.front());
}

std::optional<std::string> constantText(const Expr *E,
                                        const TranslationUnitFacts &TU) {
  std::optional<ConstantValue> V = constantValue(E, TU);
  if (!V || !V->IsText)
    return std::nullopt;
  return std::move(V->Bytes);
}

std::optional<std::int64_t> constantInteger(const Expr *E,
                                            const TranslationUnitFacts &TU) {
  std::optional<ConstantValue> V = constantValue(E, TU);
  return V ? V->Integer : std::nullopt;
}

bool isConstantData(const Expr *E, const TranslationUnitFacts &TU) {
  std::optional<ConstantValue> V = constantValue(E, TU);
  return V && V->Bytes && V->isNonEmpty();
}

llvm::SmallVector<llvm::StringRef, 2> macrosOf(const Expr *E,
                                               const TranslationUnitFacts &TU) {
  llvm::SmallVector<llvm::StringRef, 2> Names;
  const SourceManager &SM = TU.sources();
  const LangOptions &Language = TU.context().getLangOpts();
  SourceLocation Begin = E->getBeginLoc(), End = E->getEndLoc();
  while (Begin.isMacroID() && End.isMacroID()) {
    // An argument is written outside of the macro.
    if (SM.isMacroArgExpansion(Begin)) {
      Begin = SM.getImmediateSpellingLoc(Begin);
      if (!SM.isMacroArgExpansion(End))
        break;
      End = SM.getImmediateSpellingLoc(End);
      continue;
    }
    SourceLocation MacroBegin;
    if (!Lexer::isAtStartOfMacroExpansion(Begin, SM, Language, &MacroBegin) &&
        !isa<ParenExpr>(E))
      break;
    Names.push_back(Lexer::getImmediateMacroName(Begin, SM, Language));
    Begin = SM.getImmediateExpansionRange(Begin).getBegin();
    End = SM.getImmediateExpansionRange(End).getEnd();
  }
  return Names;
}

static bool isNamed(const Expr *E, llvm::StringRef Name,
                    const TranslationUnitFacts &TU, unsigned Depth) {
  while (E) {
    if (llvm::is_contained(macrosOf(E, TU), Name))
      return true;
    const Expr *Inner = E;
    if (const auto *Cast = dyn_cast<CastExpr>(E))
      Inner = Cast->getSubExpr();
    else if (const auto *Paren = dyn_cast<ParenExpr>(E))
      Inner = Paren->getSubExpr();
    else
      Inner = stripped(E);
    if (Inner == E)
      break;
    E = Inner;
  }
  if (const auto *Or = dyn_cast_or_null<BinaryOperator>(E);
      Or && Or->getOpcode() == BO_Or)
    return isNamed(Or->getLHS(), Name, TU, Depth) ||
           isNamed(Or->getRHS(), Name, TU, Depth);
  if (const auto *Address = dyn_cast_or_null<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    E = stripped(Address->getSubExpr());
  const auto *Reference = dyn_cast_or_null<DeclRefExpr>(E);
  if (!Reference)
    return false;
  if (isa<EnumConstantDecl>(Reference->getDecl()))
    return Reference->getDecl()->getName() == Name;
  const auto *V = dyn_cast<VarDecl>(Reference->getDecl());
  if (!V || Depth >= MaxVariables)
    return false;
  auto Values = TU.valuesOf(V, Reference);
  return !Values.empty() && llvm::all_of(Values, [&](const Expr *Value) {
    return isNamed(Value, Name, TU, Depth + 1);
  });
}

bool isNamed(const Expr *E, llvm::StringRef Name,
             const TranslationUnitFacts &TU) {
  return isNamed(E, Name, TU, 0);
}

std::optional<ConstantValue> macroValue(const MacroDefinition &M,
                                        const TranslationUnitFacts &TU) {
  if (!M.Info->isObjectLike() || M.Info->getNumTokens() == 0)
    return std::nullopt;
  llvm::ArrayRef<Token> Tokens = M.Info->tokens();
  while (Tokens.size() > 2 && Tokens.front().is(tok::l_paren) &&
         Tokens.back().is(tok::r_paren))
    Tokens = Tokens.drop_front().drop_back();

  const SourceManager &SM = TU.sources();
  const LangOptions &Language = TU.context().getLangOpts();
  ConstantValue V;
  if (llvm::all_of(Tokens, [](const Token &T) {
        return tok::isStringLiteral(T.getKind());
      })) {
    StringLiteralParser Parser(Tokens, SM, Language,
                               TU.context().getTargetInfo());
    if (Parser.hadError)
      return std::nullopt;
    V.IsText = true;
    V.Bytes = Parser.GetString().str();
    return V;
  }
  bool IsNegative = Tokens.size() == 2 && Tokens.front().is(tok::minus);
  if (IsNegative)
    Tokens = Tokens.drop_front();
  if (Tokens.size() != 1 || Tokens.front().isNot(tok::numeric_constant))
    return std::nullopt;
  // What is written like a number need not be one, as the version 2.1.0:
  // Clang's parser would report an error.
  const Token &T = Tokens.front();
  std::string Digits(T.getLiteralData(), T.getLength());
  llvm::erase(Digits, '\'');
  std::uint64_t Number = 0;
  if (llvm::StringRef(Digits).rtrim("uUlL").getAsInteger(0, Number))
    return std::nullopt;
  V.Integer = static_cast<std::int64_t>(Number);
  if (IsNegative)
    V.Integer = -*V.Integer;
  return V;
}

} // namespace firmcop
