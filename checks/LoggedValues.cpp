//===- checks/LoggedValues.cpp - What reaches a log -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/LoggedValues.h"
#include "checks/Modelled.h"
#include "checks/SecretNames.h"
#include "checks/SecretValues.h"

using namespace clang;

namespace firmcop {

/// "%.2s" shows the beginning of a secret, which is a mask.
static constexpr unsigned MaxMask = 4;

namespace {

/// How a format shows one argument.
struct Conversion {
  unsigned Argument = 0; ///< from 0, counted from the first one to format
  bool ShowsContent = true;
};

} // namespace

/// The conversions of a printf-style format.
static std::vector<Conversion> conversionsOf(llvm::StringRef Format) {
  std::vector<Conversion> Result;
  unsigned Argument = 0;
  while (true) {
    Format = Format.drop_until([](char C) { return C == '%'; });
    if (!Format.consume_front("%"))
      return Result;
    if (Format.consume_front("%"))
      continue;
    Format = Format.ltrim("-+ #0'");
    auto TakeNumber = [&] {
      unsigned Number = 0;
      if (Format.consume_front("*"))
        ++Argument;
      else
        Format.consumeInteger(10, Number);
      return Number;
    };
    TakeNumber();
    bool HasPrecision = Format.consume_front(".");
    unsigned Precision = HasPrecision ? TakeNumber() : 0;
    Format = Format.ltrim("hlLqjzt");
    if (Format.empty())
      return Result;
    bool IsMasked = HasPrecision && Format.front() == 's' && Precision > 0 &&
                    Precision <= MaxMask;
    Result.push_back({Argument++, !IsMasked && Format.front() != 'p'});
    Format = Format.drop_front();
  }
}

bool soundsLikeLog(llvm::StringRef Identifier) {
  static constexpr llvm::StringLiteral Loggers[] = {
      "log",   "logf", "logger", "logging", "syslog",  "vlog",
      "debug", "dbg",  "trace",  "warn",    "warning", "err",
      "error", "info", "notice", "printk",  "verbose", "fatal"};
  return llvm::any_of(wordsOf(Identifier), [](llvm::StringRef Word) {
    return llvm::is_contained(Loggers, Word);
  });
}

namespace {

class Finder {
public:
  explicit Finder(const TranslationUnitFacts &TU) : TU(TU) {}

  std::vector<LoggedValue> find() {
    for (const Call &C : TU.calls()) {
      if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(C.Site))
        considerStream(*Operator);
      else
        considerFunction(C);
    }
    return std::move(Found);
  }

private:
  /// What models say of a method by the class of the object, which may inherit
  /// it: every stream has a println(), and a serial port is a log.
  static const ModelRow *rowOfObject(const Call &C) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(C.Site);
    if (!Member || !Member->getMethodDecl() ||
        !Member->getMethodDecl()->getDeclName().isIdentifier())
      return nullptr;
    QualType Of =
        Member->getImplicitObjectArgument()->IgnoreParenImpCasts()->getType();
    if (Of->isPointerType())
      Of = Of->getPointeeType();
    const CXXRecordDecl *Class = Of->getAsCXXRecordDecl();
    if (!Class || !Class->getIdentifier())
      return nullptr;
    std::string Name = Class->getName().str() +
                       "::" + Member->getMethodDecl()->getName().str();
    for (const ModelRow &Row :
         ModelSet::builtin().rows(Subject::Function, Name))
      if (Row.Kind == "log-argument")
        return &Row;
    return nullptr;
  }

  void considerFunction(const Call &C) {
    const ModelRow *Row = rowOfKind(C, "log-argument", TU);
    if (!Row)
      Row = rowOfObject(C);
    const auto *Format = C.Callee->getAttr<FormatAttr>();
    bool IsPrintf = Format && Format->getType()->getName().contains("printf") &&
                    Format->getFirstArg() > 0;
    bool IsLog = C.Callee->getDeclName().isIdentifier() &&
                 soundsLikeLog(C.Callee->getName());
    std::string Name = C.Callee->getNameAsString();
    // A logger of the program, of which nobody told the compiler.
    if (!Row && !IsPrintf && IsLog && C.Callee->isVariadic() &&
        C.Callee->getNumParams() > 0 &&
        constantText(C.argument(C.Callee->getNumParams() - 1), TU)) {
      considerFormatted(C, C.Callee->getNumParams() - 1,
                        C.Callee->getNumParams(), Name);
      return;
    }
    if (!Row && !(IsPrintf && IsLog))
      return;
    if (IsPrintf) {
      // 'this' counts as an argument of a format attribute.
      unsigned Hidden = isa<CXXMethodDecl>(C.Callee) &&
                        cast<CXXMethodDecl>(C.Callee)->isInstance();
      unsigned First = Format->getFirstArg() - 1 - Hidden;
      considerFormatted(C, Format->getFormatIdx() - 1 - Hidden, First, Name);
    } else if (C.Callee->isVariadic() && Row->At.Index > 0 &&
               Row->At.Index == C.Callee->getNumParams()) {
      considerFormatted(C, Row->At.Index - 1, Row->At.Index, Name);
    } else if (Row && Row->At.Of == Port::Base::Argument) {
      add(C.argument(Row->At.Index), Name);
    }
  }

  void considerFormatted(const Call &C, unsigned FormatIndex, unsigned First,
                         const std::string &Logger) {
    std::optional<std::string> Format =
        constantText(C.argument(FormatIndex), TU);
    if (!Format) {
      for (unsigned I = First; I < C.argumentCount(); ++I)
        add(C.argument(I), Logger);
      return;
    }
    for (const Conversion &Shown : conversionsOf(*Format))
      if (Shown.ShowsContent)
        add(C.argument(First + Shown.Argument), Logger);
  }

  /// std::cout << ... << value.
  void considerStream(const CXXOperatorCallExpr &Operator) {
    if (Operator.getOperator() != OO_LessLess || Operator.getNumArgs() != 2)
      return;
    const Expr *Stream = &Operator;
    while (const auto *Inner = dyn_cast<CXXOperatorCallExpr>(Stream)) {
      if (Inner->getOperator() != OO_LessLess)
        return;
      Stream = stripped(Inner->getArg(0));
    }
    const auto *Reference = dyn_cast<DeclRefExpr>(Stream);
    if (!Reference || !Reference->getDecl()->getDeclName().isIdentifier())
      return;
    llvm::StringRef Name = Reference->getDecl()->getName();
    if (Name == "cout" || Name == "cerr" || Name == "clog" ||
        soundsLikeLog(Name))
      add(Operator.getArg(1), Name.str());
  }

  void add(const Expr *Value, const std::string &Logger) {
    if (!Value)
      return;
    const Expr *E = stringObject(Value);
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
      add(Choice->getTrueExpr(), Logger);
      add(Choice->getFalseExpr(), Logger);
      return;
    }
    // What stands behind a fixed beginning is what that tells of.
    if (const auto *Address = dyn_cast<UnaryOperator>(E);
        Address && Address->getOpcode() == UO_AddrOf)
      if (const auto *Rest =
              dyn_cast<ArraySubscriptExpr>(stripped(Address->getSubExpr())))
        if (std::optional<std::int64_t> Begin =
                constantInteger(Rest->getIdx(), TU);
            Begin && *Begin > 0)
          return;
    bool IsElement = false;
    if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
      // One known element does not give the whole away.
      if (constantInteger(Subscript->getIdx(), TU))
        return;
      IsElement = Subscript->getType()->isCharType();
    }
    const ValueDecl *Thing = namedThing(E);
    if (Thing && isa<VarDecl, FieldDecl>(Thing) &&
        Thing->getDeclName().isIdentifier())
      Found.push_back({Thing, E->getType(), IsElement, Value, Logger});
  }

  const TranslationUnitFacts &TU;
  std::vector<LoggedValue> Found;
};

} // namespace

std::vector<LoggedValue> loggedValues(const TranslationUnitFacts &TU) {
  return Finder(TU).find();
}

} // namespace firmcop
