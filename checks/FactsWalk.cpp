//===- checks/FactsWalk.cpp - The one walk over the syntax tree -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Facts.h"
#include "firmcop/Model.h"
#include "firmcop/Names.h"
#include "firmcop/Words.h"

#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace firmcop {

/// Fills the lists of a TranslationUnitFacts. The statements around the current
/// one are on a stack, which is cheaper than a map of all parents.
class FactsWalk : public RecursiveASTVisitor<FactsWalk> {
  using Base = RecursiveASTVisitor<FactsWalk>;

public:
  explicit FactsWalk(TranslationUnitFacts &Facts)
      : Facts(Facts), SM(Facts.sources()) {}

  bool dataTraverseStmtPre(Stmt *S) {
    Around.push_back(S);
    return true;
  }
  bool dataTraverseStmtPost(Stmt *) {
    Around.pop_back();
    return true;
  }

  bool TraverseDecl(Decl *D) {
    if (!D || D->isImplicit())
      return true;
    if (D->getDeclContext() && D->getDeclContext()->isFileContext() &&
        SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
      return true;
    llvm::SaveAndRestore SavedIn(In);
    llvm::SaveAndRestore SavedWhole(Whole);
    if (auto *F = dyn_cast<FunctionDecl>(D)) {
      if (F->doesThisDeclarationHaveABody()) {
        In = F;
        Facts.Functions.push_back({F, {}, {}});
      }
    } else if (auto *V = dyn_cast<VarDecl>(D)) {
      Whole = V;
    }
    return Base::TraverseDecl(D);
  }

  /// The semantic form has everything once, in the order of the fields.
  bool TraverseInitListExpr(InitListExpr *List,
                            DataRecursionQueue *Queue = nullptr) {
    if (InitListExpr *Semantic = List->getSemanticForm())
      List = Semantic;
    visitInitList(*List);
    for (Expr *Element : List->inits())
      if (Element && !isLiteral(Element) && !TraverseStmt(Element, Queue))
        return false;
    return true;
  }

  bool TraverseConstructorInitializer(CXXCtorInitializer *Init) {
    if (Init->isAnyMemberInitializer() && Init->isWritten())
      addStore(Store::Form::FieldInitialiser, Init->getAnyMember(),
               Init->getInit(), Init->getSourceLocation());
    return Base::TraverseConstructorInitializer(Init);
  }

  bool VisitVarDecl(VarDecl *V) {
    if (isa<ParmVarDecl>(V)) {
      auto *P = cast<ParmVarDecl>(V);
      if (P->hasDefaultArg() && !P->hasUninstantiatedDefaultArg() &&
          !P->hasUnparsedDefaultArg())
        addStore(Store::Form::DefaultArgument, V, P->getDefaultArg(),
                 V->getLocation());
    } else if (V->hasInit()) {
      addStore(Store::Form::Initialiser, V, V->getInit(), V->getLocation());
    }
    return true;
  }

  bool VisitFieldDecl(FieldDecl *F) {
    if (F->hasInClassInitializer())
      if (const Expr *Value = F->getInClassInitializer())
        addStore(Store::Form::FieldInitialiser, F, Value, F->getLocation());
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->getOpcode() == BO_Assign) {
      bool ToElement = false;
      const ValueDecl *Target = assignedTo(B->getLHS(), ToElement);
      if (Target)
        Facts.Stores.push_back({Store::Form::Assignment, Target, ToElement,
                                B->getRHS(), nullptr, In, B->getBeginLoc()});
      const Expr *Left = B->getLHS()->IgnoreParens();
      if (const auto *Reference = dyn_cast<DeclRefExpr>(Left))
        if (const auto *V = dyn_cast<VarDecl>(Reference->getDecl()))
          Facts.Variables[V->getCanonicalDecl()].Assigned.push_back(
              B->getRHS());
    } else if (B->isEqualityOp()) {
      Facts.Comparisons.push_back(
          {B, B->getLHS(), B->getRHS(), B->getOpcode() == BO_EQ, In});
      Judged.insert(SM.getExpansionLoc(B->getLHS()->getBeginLoc()));
      Judged.insert(SM.getExpansionLoc(B->getRHS()->getBeginLoc()));
    }
    return true;
  }

  bool VisitCaseStmt(CaseStmt *S) {
    Judged.insert(SM.getExpansionLoc(S->getLHS()->getBeginLoc()));
    return true;
  }

  /// A branch that a constant condition excludes, as "if (DEBUG_LEVEL > 3)" may
  /// do, is not part of this build.
  bool TraverseIfStmt(IfStmt *S, DataRecursionQueue *Queue = nullptr) {
    bool IsTrue = false;
    if (S->getCond()->isValueDependent() ||
        !S->getCond()->EvaluateAsBooleanCondition(IsTrue, Facts.Context))
      return Base::TraverseIfStmt(S, Queue);
    Stmt *Live = IsTrue ? S->getThen() : S->getElse();
    Stmt *Dead = IsTrue ? S->getElse() : S->getThen();
    if (hasLabel(Dead))
      return Base::TraverseIfStmt(S, Queue);
    return TraverseStmt(S->getInit(), Queue) &&
           TraverseStmt(S->getCond(), Queue) && TraverseStmt(Live, Queue);
  }

  bool VisitCallExpr(CallExpr *C) {
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(C))
      if (Operator->isComparisonOp() && C->getNumArgs() == 2 &&
          (Operator->getOperator() == OO_EqualEqual ||
           Operator->getOperator() == OO_ExclaimEqual))
        Facts.Comparisons.push_back({C, C->getArg(0), C->getArg(1),
                                     Operator->getOperator() == OO_EqualEqual,
                                     In});
    if (const FunctionDecl *Callee = C->getDirectCallee())
      addCall(C, Callee);
    return true;
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    if (C->getNumArgs() != 0 && !C->getConstructor()->isCopyOrMoveConstructor())
      addCall(C, C->getConstructor());
    return true;
  }

  bool VisitForStmt(ForStmt *S) {
    Facts.Loops.push_back({S, S->getCond(), S->getBody(), In});
    return true;
  }
  bool VisitWhileStmt(WhileStmt *S) {
    Facts.Loops.push_back({S, S->getCond(), S->getBody(), In});
    return true;
  }
  bool VisitDoStmt(DoStmt *S) {
    Facts.Loops.push_back({S, S->getCond(), S->getBody(), In});
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    Facts.Loops.push_back({S, nullptr, S->getBody(), In});
    return true;
  }

  bool VisitStringLiteral(StringLiteral *S) {
    if (S->getCharByteWidth() == 1)
      Facts.Texts.push_back({S, In});
    return true;
  }

  bool VisitReturnStmt(ReturnStmt *S) {
    Facts.Returns.push_back({S, In});
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *Enumerator = dyn_cast<EnumConstantDecl>(E->getDecl())) {
      if (isModelled(Enumerator) && !isJudged())
        Facts.ConstantUses.push_back(
            {Enumerator->getName(), E->getLocation(), E});
    } else if (const auto *V = dyn_cast<VarDecl>(E->getDecl());
               V && !isa<ParmVarDecl>(V)) {
      if (!isOnlyRead(*E) && !isAssigned(*E))
        Facts.Variables[V->getCanonicalDecl()].Escapes.push_back(E);
    }
    return true;
  }

  /// The macro is compared with, not chosen. The enumerators were looked at
  /// when they were met.
  bool isJudged(const ConstantUse &U) const {
    return !U.Site && Judged.contains(SM.getExpansionLoc(U.Where));
  }

private:
  static bool isLiteral(const Expr *E) {
    E = E->IgnoreParenImpCasts();
    return isa<IntegerLiteral, CharacterLiteral, FloatingLiteral,
               ImplicitValueInitExpr>(E);
  }

  void addStore(Store::Form How, const ValueDecl *Target, const Expr *Value,
                SourceLocation Where) {
    Facts.Stores.push_back({How, Target, false, Value, Whole, In, Where});
  }

  void visitInitList(const InitListExpr &List) {
    const RecordDecl *Record = List.getType()->getAsRecordDecl();
    if (!Record)
      return;
    if (Record->isUnion()) {
      const FieldDecl *F = List.getInitializedFieldInUnion();
      if (F && List.getNumInits() == 1)
        addFieldStore(F, List.getInit(0));
      return;
    }
    unsigned I = 0;
    if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
      I = Class->isCompleteDefinition() ? Class->getNumBases() : 0;
    for (const FieldDecl *F : Record->fields()) {
      if (F->isUnnamedBitField())
        continue;
      if (I >= List.getNumInits())
        break;
      addFieldStore(F, List.getInit(I++));
    }
  }

  void addFieldStore(const FieldDecl *F, const Expr *Value) {
    // Braces around the fields of an inner structure are visited themselves.
    if (Value && !isa<ImplicitValueInitExpr, CXXDefaultInitExpr>(Value))
      addStore(Store::Form::FieldInitialiser, F, Value, Value->getBeginLoc());
  }

  void addCall(const Expr *Site, const FunctionDecl *Callee) {
    Call C;
    C.Site = Site;
    C.Callee = Callee;
    C.In = In;
    C.Name = nameOf(Callee);
    placeResult(C);
    Facts.Calls.push_back(C);
  }

  llvm::StringRef nameOf(const FunctionDecl *Callee) {
    auto [Known, IsNew] = Names.try_emplace(Callee->getCanonicalDecl());
    if (IsNew) {
      std::string Name = modelName(*Callee);
      // The map's entries do not move; without a call it is an empty list.
      Known->second = Facts.CallsByName.try_emplace(Name).first->getKey();
    }
    return Known->second;
  }

  /// Decides what becomes of the call on top of the stack.
  void placeResult(Call &C) const {
    const Stmt *Child = C.Site;
    for (const Stmt *P : llvm::drop_begin(llvm::reverse(Around))) {
      if (const auto *E = dyn_cast<Expr>(P)) {
        bool IsWrapper = isa<ParenExpr, ImplicitCastExpr, FullExpr,
                             CXXBindTemporaryExpr, MaterializeTemporaryExpr>(E);
        if (const auto *Cast = dyn_cast<CastExpr>(E))
          IsWrapper |= Cast->getCastKind() == CK_ToVoid;
        if (IsWrapper) {
          Child = P;
          continue;
        }
      }
      C.Parent = P;
      C.Use = useBy(*P, Child);
      return;
    }
    C.Use = Whole ? ResultUse::Stored : ResultUse::Other;
  }

  static ResultUse useBy(const Stmt &Parent, const Stmt *Child) {
    if (const auto *B = dyn_cast<BinaryOperator>(&Parent)) {
      if (B->isComparisonOp() || B->isLogicalOp())
        return ResultUse::Tested;
      if (B->isAssignmentOp() && B->getRHS() == Child)
        return ResultUse::Stored;
      if (B->isCommaOp() && B->getLHS() == Child)
        return ResultUse::Ignored;
      return ResultUse::Other;
    }
    if (const auto *U = dyn_cast<UnaryOperator>(&Parent))
      return U->getOpcode() == UO_LNot ? ResultUse::Tested : ResultUse::Other;
    if (isa<DeclStmt>(Parent))
      return ResultUse::Stored;
    if (isa<ReturnStmt, CoreturnStmt>(Parent))
      return ResultUse::Returned;
    if (isa<CompoundStmt, LabelStmt, SwitchCase, AttributedStmt>(Parent))
      return ResultUse::Ignored;
    auto Is = [Child](const Stmt *Condition) {
      return Condition == Child ? ResultUse::Tested : ResultUse::Ignored;
    };
    if (const auto *S = dyn_cast<IfStmt>(&Parent))
      return Is(S->getCond());
    if (const auto *S = dyn_cast<WhileStmt>(&Parent))
      return Is(S->getCond());
    if (const auto *S = dyn_cast<DoStmt>(&Parent))
      return Is(S->getCond());
    if (const auto *S = dyn_cast<ForStmt>(&Parent))
      return Is(S->getCond());
    if (const auto *S = dyn_cast<SwitchStmt>(&Parent))
      return Is(S->getCond());
    if (const auto *S = dyn_cast<AbstractConditionalOperator>(&Parent))
      return S->getCond() == Child ? ResultUse::Tested : ResultUse::Other;
    return ResultUse::Other;
  }

  /// Control may enter the statement other than at its start.
  static bool hasLabel(const Stmt *S) {
    return S && (isa<LabelStmt, SwitchCase>(S) ||
                 llvm::any_of(S->children(), hasLabel));
  }

  /// The enumerator is compared with, not chosen.
  bool isJudged() const {
    for (const Stmt *P : llvm::drop_begin(llvm::reverse(Around))) {
      if (isa<ParenExpr, CastExpr, ConstantExpr>(P))
        continue;
      const auto *B = dyn_cast<BinaryOperator>(P);
      return isa<CaseStmt>(P) || (B && B->isComparisonOp());
    }
    return false;
  }

  static const ValueDecl *assignedTo(const Expr *Left, bool &ToElement) {
    Left = Left->IgnoreParens();
    ToElement = !isa<DeclRefExpr, MemberExpr>(Left);
    const ValueDecl *D = namedThing(Left);
    return D && isa<VarDecl, FieldDecl>(D) ? D : nullptr;
  }

  /// The reference is the left side of a plain assignment.
  bool isAssigned(const DeclRefExpr &E) const {
    const Stmt *Child = &E;
    for (const Stmt *P : llvm::drop_begin(llvm::reverse(Around))) {
      if (isa<ParenExpr>(P)) {
        Child = P;
        continue;
      }
      const auto *B = dyn_cast<BinaryOperator>(P);
      return B && B->getOpcode() == BO_Assign && B->getLHS() == Child;
    }
    return false;
  }

  /// Nothing can be written to the variable through this reference to it.
  bool isOnlyRead(const DeclRefExpr &E) const {
    if (E.getType().isConstant(Facts.Context))
      return true;
    const Stmt *Child = &E;
    for (const Stmt *P : llvm::drop_begin(llvm::reverse(Around))) {
      if (isa<UnaryExprOrTypeTraitExpr>(P))
        return true;
      if (const auto *Cast = dyn_cast<CastExpr>(P)) {
        switch (Cast->getCastKind()) {
        case CK_LValueToRValue:
        case CK_ToVoid:
          return true;
        default:
          break;
        }
        QualType T = Cast->getType();
        QualType To = T->isPointerType() ? T->getPointeeType() : T;
        if (To.isConstQualified())
          return true;
      } else if (const auto *C = dyn_cast<CallExpr>(P)) {
        return isReadByVariadic(*C, Child);
      } else if (const auto *B = dyn_cast<BinaryOperator>(P)) {
        // Pointers into it are compared or subtracted, or wander on.
        if (B->isComparisonOp())
          return true;
        if (!B->isAdditiveOp())
          return false;
      } else if (const auto *S = dyn_cast<ArraySubscriptExpr>(P)) {
        if (S->getIdx() == Child)
          return true;
      } else if (const auto *U = dyn_cast<UnaryOperator>(P)) {
        if (U->getOpcode() != UO_AddrOf && U->getOpcode() != UO_Deref)
          return false;
      } else if (!isa<ParenExpr, MemberExpr, ConditionalOperator>(P)) {
        return false;
      }
      Child = P;
    }
    return true;
  }

  /// An array among the values that a printf-like function prints.
  static bool isReadByVariadic(const CallExpr &C, const Stmt *Argument) {
    const FunctionDecl *Callee = C.getDirectCallee();
    if (!Callee)
      return false;
    for (const auto *Format : Callee->specific_attrs<FormatAttr>()) {
      if (!Format->getType()->getName().contains("printf") ||
          Format->getFirstArg() == 0)
        continue;
      for (unsigned I = Format->getFirstArg() - 1; I < C.getNumArgs(); ++I)
        if (C.getArg(I) == Argument)
          return true;
    }
    return false;
  }

  bool isModelled(const EnumConstantDecl *Enumerator) {
    auto [Known, IsNew] = Modelled.try_emplace(Enumerator, false);
    if (IsNew)
      Known->second = !ModelSet::builtin()
                           .rows(Subject::Constant, Enumerator->getName())
                           .empty();
    return Known->second;
  }

  TranslationUnitFacts &Facts;
  const SourceManager &SM;
  const FunctionDecl *In = nullptr;
  const VarDecl *Whole = nullptr;
  llvm::SmallVector<const Stmt *, 64> Around;
  /// Where operands of comparisons and case labels start.
  llvm::DenseSet<SourceLocation> Judged;
  llvm::DenseMap<const FunctionDecl *, llvm::StringRef> Names;
  llvm::DenseMap<const EnumConstantDecl *, bool> Modelled;
};

TranslationUnitFacts::TranslationUnitFacts(ASTContext &Context,
                                           std::vector<MacroDefinition> Macros,
                                           std::vector<ConstantUse> MacroUses)
    : Context(Context), Macros(std::move(Macros)),
      ConstantUses(std::move(MacroUses)) {
  const SourceManager &SM = sources();
  OptionalFileEntryRef Main = SM.getFileEntryRefForID(SM.getMainFileID());
  IsTest = (Main && isTestFile(std::string_view(Main->getName()))) ||
           llvm::any_of(this->Macros, [](const MacroDefinition &M) {
             return words::TestMacros.beginOf(lowerCase(M.Name));
           });
  FactsWalk Walk(*this);
  for (Decl *D : Context.getTraversalScope())
    Walk.TraverseDecl(D);
  llvm::erase_if(ConstantUses,
                 [&](const ConstantUse &U) { return Walk.isJudged(U); });

  for (const Decl *D : Context.getTranslationUnitDecl()->decls())
    if (const auto *Typedef = dyn_cast<TypedefNameDecl>(D))
      if (const RecordDecl *Record =
              Typedef->getUnderlyingType()->getAsRecordDecl())
        TypedefNames[cast<RecordDecl>(Record->getCanonicalDecl())].push_back(
            Typedef->getName());

  IsTest |= llvm::any_of(Functions, [](const Function &F) {
    return F.Definition->getDeclName().isIdentifier() &&
           isFuzzEntry(F.Definition->getName());
  });
  // The lists are complete: from here on, pointers into them are good.
  for (auto [I, F] : llvm::enumerate(Functions))
    FunctionIndex[F.Definition->getCanonicalDecl()] = I;
  auto Entry = [this](const FunctionDecl *F) -> Function * {
    auto Found = FunctionIndex.find(F ? F->getCanonicalDecl() : nullptr);
    return Found == FunctionIndex.end() ? nullptr : &Functions[Found->second];
  };
  for (const Call &C : Calls) {
    if (!C.Name.empty())
      CallsByName[C.Name].push_back(&C);
    if (Function *Caller = Entry(C.In))
      Caller->Calls.push_back(&C);
    if (Function *Callee = Entry(C.Callee))
      Callee->CalledBy.push_back(&C);
  }
}

} // namespace firmcop
