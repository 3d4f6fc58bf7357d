//===- checks/Strings.cpp - How a string is put together ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Strings.h"
#include "checks/Format.h"
#include "checks/Modelled.h"
#include "checks/Values.h"
#include "core/flow/Vocabulary.h"

using namespace clang;

namespace firmcop {

namespace {

/// Deep enough for a value that is handed down a few times, small enough to
/// cost nothing.
constexpr unsigned MaxDepth = 6;

std::string_view meaningOf(std::string_view Kind) {
  for (const ModelKind &K : allModelKinds())
    if (K.Name == Kind)
      return K.Meaning;
  return {};
}

std::string nameOf(const Expr *E) {
  E = stripped(E);
  if (const ValueDecl *Thing = namedThing(E))
    return Thing->getNameAsString();
  if (const auto *C = dyn_cast<CallExpr>(E))
    if (const FunctionDecl *F = C->getDirectCallee())
      return F->getNameAsString() + "()";
  return "an expression";
}

class Collector {
public:
  Collector(const TranslationUnitFacts &TU, std::vector<Ingredient> &Found)
      : TU(TU), Found(Found) {}

  /// Adds what is not fixed in \p E, where \p Use needs it.
  void collect(const Expr *E, const Call &Use, bool IsPart,
               SourceLocation Insertion) {
    E = stripped(E);
    if (!E || Depth >= MaxDepth || !constantValues(E, TU).empty())
      return;
    ++Depth;
    visit(E, Use, IsPart, Insertion);
    --Depth;
  }

private:
  void visit(const Expr *E, const Call &Use, bool IsPart,
             SourceLocation Insertion) {
    if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
      collect(Choice->getTrueExpr(), Use, IsPart, Insertion);
      collect(Choice->getFalseExpr(), Use, IsPart, Insertion);
      return;
    }
    if (const auto *Sum = dyn_cast<BinaryOperator>(E);
        Sum && Sum->isAdditiveOp()) {
      // A pointer into a string.
      const Expr *Pointer = Sum->getLHS()->getType()->isPointerType()
                                ? Sum->getLHS()
                                : Sum->getRHS();
      collect(Pointer, Use, IsPart, Insertion);
      return;
    }
    if (isa<CallExpr>(E)) {
      if (const Call *C = callAt(E, Use))
        result(*C, Use, IsPart, Insertion);
      return;
    }
    const ValueDecl *Thing = namedThing(E);
    if (!Thing || !Visiting.insert(Thing).second)
      return;
    if (!isChecked(Thing, Use))
      thing(Thing, E, Use, IsPart, Insertion);
    Visiting.erase(Thing);
  }

  /// A variable, parameter or field.
  void thing(const ValueDecl *Thing, const Expr *E, const Call &Use,
             bool IsPart, SourceLocation Insertion) {
    size_t Before = Found.size();
    bool IsWritten = writesTo(Thing, Use, IsPart, Insertion);
    if (const auto *Parameter = dyn_cast<ParmVarDecl>(Thing)) {
      if (!IsWritten)
        parameter(Parameter, E, Use, IsPart, Insertion);
      return;
    }
    const auto *Variable = dyn_cast<VarDecl>(Thing);
    if (Variable && Variable->getType()->isPointerType()) {
      auto Values = TU.valuesOf(Variable);
      for (const Expr *Value : Values)
        collect(Value, Use, IsPart, Insertion);
      IsWritten |= !Values.empty();
    }
    bool IsLocalBuffer = Variable && Variable->isLocalVarDecl() &&
                         Variable->getType()->isArrayType();
    if (!IsWritten && Found.size() == Before &&
        (!IsLocalBuffer || isHandedOut(Thing, Use)))
      add(Ingredient::Source::Unknown, E, IsPart, Insertion);
  }

  /// What calls before \p Use put into the buffer \p Thing.
  bool writesTo(const ValueDecl *Thing, const Call &Use, bool IsPart,
                SourceLocation Insertion) {
    const Function *In = TU.definition(Use.In);
    if (!In)
      return false;
    bool IsWritten = false;
    for (const Call *C : In->Calls) {
      if (C == &Use)
        break;
      for (unsigned I = 0, End = C->argumentCount(); I != End; ++I)
        if (namedThing(C->argument(I)) == Thing)
          IsWritten |= writes(*C, I, IsPart, Insertion);
    }
    return IsWritten;
  }

  /// \p C gets the buffer as its argument \p I: does it put text there?
  bool writes(const Call &C, unsigned I, bool IsPart,
              SourceLocation Insertion) {
    auto Format = formatArgument(C);
    if (I == 0 && Format && Format->Index > 0 && isTextBuffer(C.argument(0))) {
      formatted(C, *Format);
      return true;
    }
    Port Content{Port::Base::Argument, std::uint8_t(I), true};
    if (const ModelRow *Row = inputRow(C, Content)) {
      input(*Row, C.argument(I), C, IsPart, Insertion);
      return true;
    }
    for (const ModelRow *Row : rowsOfKind(C, "printed-value", TU))
      if (Row->At == Content)
        return true;
    if (I != 0)
      return false;
    for (std::string_view Kind : {"copy-source", "bounded-copy-source"})
      if (const ModelRow *Row = rowOfKind(C, Kind, TU)) {
        bool Appends = C.Name.contains("cat");
        collect(C.argument(Row->At.Index), C, IsPart || Appends, C.location());
        return true;
      }
    return false;
  }

  static bool isTextBuffer(const Expr *E) {
    QualType T = E->IgnoreParenImpCasts()->getType();
    if (const auto *Array = T->getAsArrayTypeUnsafe())
      return Array->getElementType()->isAnyCharacterType();
    // asprintf takes a char **.
    for (int Level = 0; Level != 2 && T->isPointerType(); ++Level)
      if ((T = T->getPointeeType())->isAnyCharacterType())
        return true;
    return false;
  }

  /// What the values of a printf-like call insert.
  void formatted(const Call &C, const FormatArgument &Format) {
    if (Format.TakesList)
      return;
    const Expr *FormatExpr = C.argument(Format.Index);
    auto Text = constantText(FormatExpr, TU);
    if (!Text) {
      collect(FormatExpr, C, /*IsPart=*/true, C.location());
      return;
    }
    bool InsertsOnly = *Text == "%s";
    for (const Conversion &Part : parseFormat(*Text, TU.context()).Conversions)
      if (Part.Is == Conversion::Form::Text)
        collect(C.argument(Format.Index + 1 + Part.Value), C, !InsertsOnly,
                C.location());
  }

  /// The result of a call.
  void result(const Call &C, const Call &Use, bool IsPart,
              SourceLocation Insertion) {
    if (const ModelRow *Row =
            inputRow(C, Port{Port::Base::ReturnValue, 0, false}))
      return input(*Row, C.Site, C, IsPart, Insertion);
    for (const ModelRow *Row : rowsOfKind(C, "printed-value", TU))
      if (Row->At.Of == Port::Base::ReturnValue)
        return;
    if (const ModelRow *Row = rowOfKind(C, "string-propagation", TU))
      return collect(C.argument(Row->At.Index), Use, IsPart, Insertion);
    if (const auto *Attribute = C.Callee->getAttr<FormatArgAttr>())
      return collect(C.argument(Attribute->getFormatIdx().getASTIndex()), Use,
                     IsPart, Insertion);
    if (auto Format = formatArgument(C);
        Format && C.Callee->getReturnType()->isPointerType())
      return formatted(C, *Format);
    if (const Function *Definition = TU.definition(C.Callee);
        Definition && alwaysConstant(*Definition))
      return;
    add(Ingredient::Source::Unknown, C.Site, IsPart, Insertion);
  }

  bool alwaysConstant(const Function &F) const {
    bool Returns = false;
    for (const Return &R : TU.returns())
      if (R.In == F.Definition) {
        Returns = true;
        if (constantValues(R.Site->getRetValue(), TU).empty())
          return false;
      }
    return Returns;
  }

  /// A parameter is what the callers hand over.
  void parameter(const ParmVarDecl *P, const Expr *E, const Call &Use,
                 bool IsPart, SourceLocation Insertion) {
    const Function *In = TU.definition(Use.In);
    bool IsComplete =
        In && !In->Definition->isExternallyVisible() && !In->CalledBy.empty();
    if (In && isa<FunctionDecl>(P->getDeclContext()))
      for (const Call *Caller : In->CalledBy)
        if (const Expr *Value = Caller->argument(P->getFunctionScopeIndex()))
          collect(Value, *Caller, IsPart, Insertion);
    if (!IsComplete)
      add(Ingredient::Source::Caller, E, IsPart, Insertion);
  }

  void input(const ModelRow &Row, const Expr *Value, const Call &C, bool IsPart,
             SourceLocation Insertion) {
    Ingredient I = make(Ingredient::Source::Input, Value, IsPart, Insertion);
    I.Meaning = meaningOf(Row.Kind);
    I.IsRemote = flow::Vocabulary::isRemote(Row.Kind);
    I.Origin = C.location();
    push(std::move(I));
  }

  void add(Ingredient::Source From, const Expr *Value, bool IsPart,
           SourceLocation Insertion) {
    push(make(From, Value, IsPart, Insertion));
  }

  static Ingredient make(Ingredient::Source From, const Expr *Value,
                         bool IsPart, SourceLocation Insertion) {
    Ingredient I;
    I.From = From;
    I.IsPart = IsPart;
    I.Value = Value;
    I.Name = nameOf(Value);
    I.Insertion = Insertion;
    return I;
  }

  void push(Ingredient I) {
    if (llvm::none_of(Found, [&](const Ingredient &Other) {
          return Other.Value == I.Value && Other.IsPart == I.IsPart;
        }))
      Found.push_back(std::move(I));
  }

  /// A function that no model knows may have filled the buffer before \p Use.
  bool isHandedOut(const ValueDecl *Thing, const Call &Use) const {
    const Function *In = TU.definition(Use.In);
    if (!In)
      return false;
    for (const Call *C : In->Calls) {
      if (C == &Use)
        break;
      for (unsigned I = 0, End = C->argumentCount(); I != End; ++I)
        if (namedThing(C->argument(I)) == Thing && mayWrite(*C, I))
          return true;
    }
    return false;
  }

  /// The call gets a pointer to its argument that it may write through.
  static bool mayWrite(const Call &C, unsigned I) {
    if (I >= C.Callee->getNumParams())
      return false;
    QualType T = C.Callee->getParamDecl(I)->getType();
    return T->isPointerType() && !T->getPointeeType().isConstQualified();
  }

  /// Before \p Use a condition depends on what a function says of the text.
  bool isChecked(const ValueDecl *Thing, const Call &Use) const {
    const Function *In = TU.definition(Use.In);
    if (!In)
      return false;
    for (const Call *C : In->Calls) {
      if (C == &Use)
        return false;
      if (C->Use != ResultUse::Tested || saysNothing(*C))
        continue;
      for (unsigned I = 0, End = C->argumentCount(); I != End; ++I)
        if (!mayWrite(*C, I) && denotes(C->argument(I), Thing))
          return true;
    }
    return false;
  }

  /// The expression is about the thing, also through a pointer that walks it.
  bool denotes(const Expr *E, const ValueDecl *Thing) const {
    const ValueDecl *Named = namedThing(E);
    if (Named == Thing)
      return true;
    const auto *Variable = dyn_cast_or_null<VarDecl>(Named);
    const Expr *Initial =
        Variable && !isa<ParmVarDecl>(Variable) ? Variable->getInit() : nullptr;
    return Initial && namedThing(Initial) == Thing;
  }

  /// Calls that look at a text without telling good from bad: its length,
  /// reading it, printing it, opening the file it names.
  bool saysNothing(const Call &C) const {
    if (formatArgument(C))
      return true;
    if (C.Name.empty())
      return false;
    for (const ModelRow &Row :
         ModelSet::builtin().rows(Subject::Function, C.Name))
      if (Row.Kind.ends_with("-input") || Row.Kind == "no-validation" ||
          Row.Kind == "command" || Row.Kind == "program" ||
          Row.Kind == "copy-source" || Row.Kind == "bounded-copy-source")
        return true;
    return false;
  }

  const Call *callAt(const Expr *Site, const Call &Use) const {
    if (const Function *In = TU.definition(Use.In))
      for (const Call *C : In->Calls)
        if (C->Site == Site)
          return C;
    return nullptr;
  }

  const TranslationUnitFacts &TU;
  std::vector<Ingredient> &Found;
  llvm::SmallPtrSet<const ValueDecl *, 8> Visiting;
  unsigned Depth = 0;
};

} // namespace

std::vector<Ingredient> ingredientsOf(const Expr *String, const Call &Use,
                                      const TranslationUnitFacts &TU) {
  std::vector<Ingredient> Found;
  Collector(TU, Found).collect(String, Use, /*IsPart=*/false, {});
  return Found;
}

} // namespace firmcop
