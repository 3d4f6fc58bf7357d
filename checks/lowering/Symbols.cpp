//===- checks/lowering/Symbols.cpp - Names of functions, globals, fields
//----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/UnitLowering.h"
#include "firmcop/Model.h"

#include "llvm/Support/Path.h"

using namespace clang;
using firmcop::flow::Operand;
using firmcop::flow::Symbol;

namespace firmcop::lowering {

std::uint32_t UnitLowering::symbol(std::string LinkName, bool IsFunction) {
  auto [Known, IsNew] = SymbolByName.try_emplace(LinkName, Out.Symbols.size());
  if (IsNew) {
    Symbol &S = Out.Symbols.emplace_back();
    S.LinkName = std::move(LinkName);
    S.IsFunction = IsFunction;
  }
  return Known->second;
}

std::string UnitLowering::linkName(const NamedDecl &D) {
  std::string Name;
  const auto *F = dyn_cast<FunctionDecl>(&D);
  if (const auto *Label = D.getAttr<AsmLabelAttr>())
    Name = Label->getLabel().str();
  else if (F && F->getBuiltinID() && F->isExternC())
    Name = modelName(*F, SM);
  else if (Context.getLangOpts().CPlusPlus)
    Name = Mangler.getName(&D);
  else
    Name = D.getName().str();
  const auto *V = dyn_cast<VarDecl>(&D);
  if (V && V->isStaticLocal())
    if (const auto *In = dyn_cast<NamedDecl>(V->getDeclContext()))
      Name = In->getNameAsString() + "." + V->getName().str();
  if (!D.isExternallyVisible() || (V && V->isStaticLocal()))
    Name += "@" + Out.Path;
  // Two blocks of a function may each have a static variable of one name.
  if (V && V->isStaticLocal() && SymbolByName.contains(Name))
    Name += "." + std::to_string(++Unnamed);
  return Name;
}

/// As messages name it: without namespaces, with the class.
static std::string shownName(const NamedDecl &D) {
  const auto *Class = dyn_cast<CXXRecordDecl>(D.getDeclContext());
  if (Class && Class->isLambda())
    return "lambda";
  std::string Name = D.getNameAsString();
  if (Class && !Class->getName().empty())
    return Class->getName().str() + "::" + Name;
  return Name;
}

void UnitLowering::describe(const FunctionDecl &F, Symbol &S) {
  S.ModelName = modelName(F, SM);
  Callee &Calls = callee(F);
  // The compiler's and the library's own names are not what was written.
  S.Name = Calls.Builtin || Calls.Added ? S.ModelName : shownName(F);
  S.IsNoReturn = F.isNoReturn();
  S.IsWeak =
      F.hasAttr<WeakAttr>() || F.isInlined() || F.isTemplateInstantiation();
  if (F.isVariadic())
    S.Variadic = static_cast<std::int16_t>(F.getNumParams());
  for (const auto *Format : F.specific_attrs<FormatAttr>())
    if (Format->getType()->getName().contains("printf"))
      S.Format = static_cast<std::int16_t>(Format->getFormatIdx() - 1);
  for (std::int16_t *Index : {&S.Variadic, &S.Format})
    if (*Index >= Calls.FirstAdded + Calls.Added)
      *Index = static_cast<std::int16_t>(*Index - Calls.Added);
}

/// Whether the program may not write to objects of the type.
static bool isConstantObject(QualType T, const ASTContext &Context) {
  T = Context.getBaseElementType(T);
  if (!T.isConstQualified() || T.isVolatileQualified())
    return false;
  const auto *Class = T->getAsCXXRecordDecl();
  return !Class || (Class->hasDefinition() && !Class->hasMutableFields());
}

void UnitLowering::describe(const VarDecl &V, Symbol &S) {
  const VarDecl *Definition = V.getDefinition(Context);
  if (!Definition)
    Definition = V.getActingDefinition();
  const VarDecl &Best = Definition ? *Definition : V;
  QualType T = Best.getType();
  S.Name = V.getName().str();
  S.IsConstant = T->isReferenceType() || isConstantObject(T, Context);
  S.IsDefined = Definition != nullptr;
  S.IsWeak = V.hasAttr<WeakAttr>() || V.isInline() ||
             (Definition && !Best.hasInit() && !V.hasExternalStorage() &&
              V.isExternallyVisible());
  if (V.isExternallyVisible())
    S.ModelName = S.Name;
  if (T->isReferenceType())
    T = Context.getPointerType(T.getNonReferenceType());
  S.Of = Type.object(T);
  S.Size = Type.size(T);
  S.ElementSize = Type.elementSize(T);
}

Operand UnitLowering::function(const FunctionDecl &F) {
  auto [Known, IsNew] = SymbolOf.try_emplace(&F);
  if (!IsNew)
    return {Operand::Kind::Function, Known->second};
  const FunctionDecl *First = F.getCanonicalDecl();
  std::uint32_t Index;
  if (First != &F) {
    Index = function(*First).Index;
  } else {
    const FunctionDecl *Latest = F.getMostRecentDecl();
    Index = symbol(linkName(*Latest), true);
    if (Out.Symbols[Index].Name.empty())
      describe(*Latest, Out.Symbols[Index]);
    const FunctionDecl *Definition = nullptr;
    if (F.hasBody(Definition) && isWanted(*Definition)) {
      Out.Symbols[Index].IsDefined = true;
      Functions.push_back(Definition);
    }
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(First))
      noteClass(*Constructor->getParent());
  }
  SymbolOf[&F] = Index;
  return {Operand::Kind::Function, Index};
}

Callee &UnitLowering::callee(const FunctionDecl &F) {
  auto [Known, IsNew] = Callees.try_emplace(&F);
  Callee &C = Known->second;
  if (IsNew) {
    C.Builtin = F.getBuiltinID();
    C.IsNoReturn = F.isNoReturn();
    if (F.getIdentifier())
      noteAddedArguments(F.getName(), C);
  }
  return C;
}

llvm::StringRef UnitLowering::macroOf(SourceLocation Begin,
                                      SourceLocation End) {
  const Expansion &In = Place.expansionAt(Begin);
  auto [Known, IsNew] = MacroNames.try_emplace(
      {In.spelling(Begin).getRawEncoding(), In.spelling(End).getRawEncoding()});
  const LangOptions &Language = Context.getLangOpts();
  if (IsNew && SM.isAtStartOfImmediateMacroExpansion(Begin) &&
      Lexer::isAtEndOfMacroExpansion(End, SM, Language))
    Known->second = Lexer::getImmediateMacroName(Begin, SM, Language);
  return Known->second;
}

Operand UnitLowering::function(llvm::StringRef Name) {
  std::uint32_t Index = symbol(Name.str(), true);
  Symbol &S = Out.Symbols[Index];
  if (S.Name.empty())
    S.Name = S.ModelName = Name.str();
  return {Operand::Kind::Function, Index};
}

Operand UnitLowering::global(const VarDecl &V) {
  auto [Known, IsNew] = SymbolOf.try_emplace(&V);
  if (!IsNew)
    return {Operand::Kind::Global, Known->second};
  const VarDecl *First = V.getCanonicalDecl();
  std::uint32_t Index;
  if (First != &V) {
    Index = global(*First).Index;
  } else {
    Index = symbol(linkName(V), false);
    if (Out.Symbols[Index].Name.empty())
      describe(V, Out.Symbols[Index]);
    const VarDecl *Initialised = nullptr;
    if (V.getAnyInitializer(Initialised) &&
        !isInSystemHeader(Initialised->getLocation()))
      Globals.push_back(Initialised);
  }
  SymbolOf[&V] = Index;
  return {Operand::Kind::Global, Index};
}

Operand UnitLowering::unnamedGlobal(QualType T) {
  std::uint32_t Index =
      symbol("literal." + std::to_string(++Unnamed) + "@" + Out.Path, false);
  Symbol &S = Out.Symbols[Index];
  S.IsDefined = true;
  S.IsConstant = isConstantObject(T, Context);
  S.Of = Type.object(T);
  S.Size = Type.size(T);
  S.ElementSize = Type.elementSize(T);
  return {Operand::Kind::Global, Index};
}

bool UnitLowering::isTransparent(const FieldDecl &F) {
  return F.isAnonymousStructOrUnion() && !F.getParent()->isUnion();
}

std::string UnitLowering::recordName(const RecordDecl &Record) {
  if (!Record.getName().empty())
    return Record.getName().str();
  if (const TypedefNameDecl *Typedef = Record.getTypedefNameForAnonDecl())
    return Typedef->getName().str();
  const auto *Around = dyn_cast<RecordDecl>(Record.getDeclContext());
  if (Around && Record.isAnonymousStructOrUnion())
    return recordName(*Around);
  PresumedLoc Where = SM.getPresumedLoc(Record.getLocation());
  if (Where.isInvalid())
    return "unnamed";
  return (llvm::sys::path::filename(Where.getFilename()) + ":" +
          llvm::Twine(Where.getLine()))
      .str();
}

/// 'request_t' of 'typedef struct request { ... } request_t'; or empty.
static llvm::StringRef typedefOf(const RecordDecl &Record) {
  const auto *Typedef =
      dyn_cast_or_null<TypedefNameDecl>(Record.getNextDeclInContext());
  return Typedef && Typedef->getUnderlyingType()->getAsRecordDecl() == &Record
             ? Typedef->getName()
             : "";
}

std::uint32_t UnitLowering::field(const FieldDecl &F) {
  auto [Known, IsNew] = FieldIndex.try_emplace(&F);
  if (!IsNew)
    return Known->second;
  const RecordDecl &Record = *F.getParent();
  std::string Name = recordName(Record);
  if (!Record.isUnion()) {
    Name += "::" + F.getName().str();
    if (F.getName().empty())
      Name += std::to_string(F.getFieldIndex());
    // Models may know the structure by its other name.
    const ModelSet &Models = ModelSet::builtin();
    std::string Other = (typedefOf(Record) + "::" + F.getName()).str();
    if (Models.rows(Subject::Field, Name).empty() &&
        !Models.rows(Subject::Field, Other).empty())
      Name = std::move(Other);
  } else {
    Name += "::*";
    // Of the anonymous unions in one structure, each is a field of its own.
    if (Record.isAnonymousStructOrUnion())
      for (const Decl *D : Record.getDeclContext()->decls())
        if (const auto *Itself = dyn_cast<FieldDecl>(D);
            Itself && Itself->getType()->getAsRecordDecl() == &Record)
          Name += std::to_string(Itself->getFieldIndex());
  }
  auto [Same, IsNewName] = FieldByName.try_emplace(Name, Out.Fields.size());
  if (IsNewName)
    Out.Fields.push_back(std::move(Name));
  FieldIndex[&F] = Same->second;
  return Same->second;
}

} // namespace firmcop::lowering
