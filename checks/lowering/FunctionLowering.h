//===- checks/lowering/FunctionLowering.h - One function, from the tree -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An expression is lowered in one of five ways, by what is needed of it: its
// value, its address, its effects alone, its value put into an object, or its
// truth as a branch.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_LOWERING_FUNCTIONLOWERING_H
#define FIRMCOP_CHECKS_LOWERING_FUNCTIONLOWERING_H

#include "checks/lowering/FunctionBuilder.h"

#include "llvm/Support/SaveAndRestore.h"

namespace firmcop::lowering {

/// Lowers one function after the other.
class FunctionLowering : private FunctionBuilder {
public:
  explicit FunctionLowering(UnitLowering &U) : FunctionBuilder(U) {}

  void lower(const clang::FunctionDecl &F, flow::Function &Out);

  /// For the function that sets globals: after beginInitialiser(), each
  /// global, then finish().
  void beginInitialiser();
  void initialise(const clang::VarDecl &Global);
  void finish(flow::Function &Out) { FunctionBuilder::finish(Out); }

private:
  /// Something to do when a scope is left.
  struct Cleanup {
    Operand Object;
    const clang::CXXDestructorDecl *Destructor = nullptr;
    const clang::FunctionDecl *Handler = nullptr; ///< of attribute 'cleanup'
    clang::SourceLocation Where;
    /// Of the objects in an array, what they are.
    clang::QualType ElementType;
  };
  /// A statement that opens a scope and may contain labels.
  struct OpenScope {
    const clang::Stmt *Body;
    std::size_t Cleanups;
  };
  struct JumpTarget {
    Block To;
    std::size_t Cleanups;
  };
  /// What has to be done when a block or a full expression is left, is done
  /// when this ends.
  class Scope {
  public:
    explicit Scope(FunctionLowering &F) : F(F), Outer(F.Cleanups.size()) {}
    ~Scope() { F.closeScope(Outer); }
    Scope(const Scope &) = delete;
    Scope &operator=(const Scope &) = delete;

  private:
    FunctionLowering &F;
    std::size_t Outer;
  };
  /// Counts how deep the tree is; far down, it is not followed.
  class Deeper {
  public:
    explicit Deeper(FunctionLowering &F) : F(F) { ++F.Depth; }
    ~Deeper() { --F.Depth; }
    Deeper(const Deeper &) = delete;
    Deeper &operator=(const Deeper &) = delete;
    bool isTooDeep() const;

  private:
    FunctionLowering &F;
  };

  // Function.cpp
  void reset(const clang::FunctionDecl *F);
  void addParameters(const clang::FunctionDecl &F);
  /// The body of the function that a lambda without captures converts to.
  void invokeLambda(const clang::CXXMethodDecl &Invoker);

  // Statements.cpp
  void statement(const clang::Stmt *S);
  void lowerStatement(const clang::Stmt *S);
  void compound(const clang::CompoundStmt &S);
  void declaration(const clang::DeclStmt &S);
  void variable(const clang::VarDecl &V);
  void returnStatement(const clang::ReturnStmt &S);
  void ifStatement(const clang::IfStmt &S);
  void tryStatement(const clang::CXXTryStmt &S);
  void assembly(const clang::GCCAsmStmt &S);

  // Jumps.cpp
  Block labelBlock(const clang::LabelDecl *L);
  void gotoLabel(const clang::LabelDecl &L);
  void indirectGoto(const clang::IndirectGotoStmt &S);
  void placeIndirectGoto();
  void leaveTo(const JumpTarget &Target);

  // Loops.cpp
  void whileStatement(const clang::WhileStmt &S);
  void doStatement(const clang::DoStmt &S);
  void forStatement(const clang::ForStmt &S);
  void rangeForStatement(const clang::CXXForRangeStmt &S);
  void loopBody(const clang::Stmt *Body, Block Break, Block Continue,
                bool IsEndless);

  // Switch.cpp
  void switchStatement(const clang::SwitchStmt &S);
  void caseStatement(const clang::SwitchCase &S);

  // Conditions.cpp
  void condition(const clang::Expr *E, Block True, Block False,
                 std::uint8_t Flags = 0);
  void lowerCondition(const clang::Expr *E, Block True, Block False,
                      std::uint8_t Flags);
  Operand truthValue(const clang::Expr *E);
  Operand conditional(const clang::AbstractConditionalOperator &E,
                      bool AsAddress);
  void conditionalInto(const clang::AbstractConditionalOperator &E,
                       Operand Target);

  // Expressions.cpp
  Operand value(const clang::Expr *E);
  Operand lowerValue(const clang::Expr *E);
  Operand address(const clang::Expr *E);
  Operand lowerAddress(const clang::Expr *E);
  void effect(const clang::Expr *E);
  /// A record or an lvalue where a value was wanted.
  Operand object(const clang::Expr *E);
  Operand unsupported(const clang::Expr *E);
  Operand constant(const clang::Expr *E);
  Operand named(const clang::Expr *E, Operand Literal);
  Operand stringLiteral(const clang::Expr *E, const clang::StringLiteral &S);
  Operand reference(const clang::DeclRefExpr &E);
  Operand variableAddress(const clang::Expr *At, const clang::VarDecl &V);
  Operand capturedAddress(const clang::Expr *At, const clang::VarDecl &V);
  Operand thisPointer(const clang::Expr *At);
  Operand member(const clang::MemberExpr &E);
  Operand subscript(const clang::ArraySubscriptExpr &E, std::uint8_t More = 0);
  Operand compoundLiteral(const clang::CompoundLiteralExpr &E);
  Operand statementExpression(const clang::StmtExpr &E, bool AsAddress);
  Operand sizeOfVariable(const clang::UnaryExprOrTypeTraitExpr &E);

  // Memory.cpp
  /// The type that an lvalue has in memory: bit-fields have their own width.
  flow::Type storedType(const clang::Expr *Lvalue);
  Operand load(const clang::Expr *Lvalue);
  Operand loadFrom(const clang::Expr *Lvalue, Operand Address);
  /// Gives the value as it reads afterwards.
  Operand storeTo(const clang::Expr *At, const clang::Expr *Lvalue,
                  Operand Address, Operand Value);

  // Operators.cpp
  Operand unary(const clang::UnaryOperator &E);
  Operand binary(const clang::BinaryOperator &E);
  Operand assignment(const clang::BinaryOperator &E, bool AsAddress);
  Operand compoundAssignment(const clang::CompoundAssignOperator &E,
                             bool AsAddress);
  Operand step(const clang::UnaryOperator &E, bool AsAddress);
  /// The operation on values that have been lowered; \p LeftType is that of
  /// the left operand.
  Operand arithmetic(const clang::Expr *At, clang::BinaryOperatorKind Kind,
                     clang::QualType LeftType, Operand Left,
                     clang::QualType RightType, Operand Right,
                     clang::QualType ResultType);

  // Casts.cpp
  Operand cast(const clang::CastExpr &E);
  Operand convert(const clang::Expr *At, Operand Value, flow::Type From,
                  flow::Type To, bool IsImplicit);

  // Folding.cpp
  /// The literal that the operation gives, or None.
  Operand folded(Opcode Op, flow::Type Of, Operand A, Operand B);
  Operand foldedCast(flow::Type To, Operand A);

  // Calls.cpp
  Operand callExpression(const clang::CallExpr &E);
  Operand memberCall(const clang::CXXMemberCallExpr &E);
  Operand operatorCall(const clang::CXXOperatorCallExpr &E);
  Operand argument(const clang::Expr *E);
  Operand finishCall(const clang::Expr &E, Operand Callee,
                     llvm::ArrayRef<Operand> Arguments, std::uint8_t Flags,
                     bool IsNoReturn);
  Operand calleeOf(const clang::CallExpr &E);

  // Builtins.cpp
  std::optional<Operand> builtinCall(const clang::CallExpr &E, unsigned Id);
  Operand atomic(const clang::AtomicExpr &E);
  std::optional<Operand> syncBuiltin(const clang::CallExpr &E,
                                     llvm::StringRef Name);

  // Initialisers.cpp
  /// Initialises the object at \p Target, which holds zeros already if
  /// \p IsZero.
  void into(const clang::Expr *E, Operand Target, bool IsZero = false);
  void lowerInto(const clang::Expr *E, Operand Target, bool IsZero);
  void initialiserList(const clang::InitListExpr &E, Operand Target,
                       bool IsZero);
  void arrayInitialisers(const clang::InitListExpr &E, Operand Target,
                         bool IsZero);
  void recordInitialisers(const clang::InitListExpr &E, Operand Target,
                          bool IsZero);
  void arrayLoop(const clang::ArrayInitLoopExpr &E, Operand Target);
  void initialiseField(const flow::Position &At, const clang::FieldDecl &F,
                       Operand Record, const clang::Expr *Value, bool IsZero);
  bool constantArray(const clang::InitListExpr &E, Operand Target);
  void zero(const clang::Expr *At, clang::QualType T, Operand Target);

  // Classes.cpp
  void constructorInitialisers(const clang::CXXConstructorDecl &C);
  void destructorEpilogue(const clang::CXXDestructorDecl &D);
  void construct(const clang::CXXConstructExpr &E, Operand Target, bool IsZero);
  void inheritedConstruct(const clang::CXXInheritedCtorInitExpr &E,
                          Operand Target);
  void memberInitialiser(const clang::CXXCtorInitializer &Initialiser);
  Operand newExpression(const clang::CXXNewExpr &E);
  void deleteExpression(const clang::CXXDeleteExpr &E);
  void initializerList(const clang::CXXStdInitializerListExpr &E,
                       Operand Target);
  void parenthesised(const clang::CXXParenListInitExpr &E, Operand Target,
                     bool IsZero);
  void lambda(const clang::LambdaExpr &E, Operand Target);
  Operand throwExpression(const clang::CXXThrowExpr &E);

  // Cleanups.cpp
  void closeScope(std::size_t Outer);
  void emitCleanups(std::size_t Outer);
  void addDestructor(clang::QualType T, Operand Object,
                     clang::SourceLocation Where);
  void destroy(const flow::Position &At, const clang::CXXDestructorDecl &D,
               Operand Object, bool IsVirtual);
  Operand materialised(const clang::MaterializeTemporaryExpr &E);
  Operand bindTemporary(const clang::CXXBindTemporaryExpr &E);

  const clang::FunctionDecl *Lowered = nullptr; ///< null in the initialiser
  unsigned Depth = 0;
  Operand This;
  llvm::DenseMap<const clang::VarDecl *, Operand> Variables;
  llvm::DenseMap<const clang::OpaqueValueExpr *, Operand> Opaque;
  /// In the method of a lambda.
  llvm::DenseMap<const clang::ValueDecl *, clang::FieldDecl *> Captures;
  clang::FieldDecl *CapturedThis = nullptr;
  llvm::SmallVector<Cleanup, 8> Cleanups;
  llvm::SmallVector<OpenScope, 16> Scopes;
  llvm::SmallVector<JumpTarget, 8> Breaks;
  llvm::SmallVector<JumpTarget, 8> Continues;
  llvm::DenseMap<const clang::LabelDecl *, Block> Labels;
  llvm::DenseMap<const clang::SwitchCase *, Block> Cases;
  llvm::SmallVector<const clang::LabelDecl *, 4> AddressedLabels;
  std::optional<Block> IndirectGoto;
  /// Where exceptions go that are thrown here.
  llvm::SmallVector<JumpTarget, 2> Handlers;
  /// Indices in loops that the language writes: the current element.
  llvm::SmallVector<Operand, 2> ArrayIndices;
  /// Temporaries that live as long as the variable that is being declared.
  llvm::SmallVector<std::pair<clang::QualType, Operand>, 2> Extended;
  /// The object whose default member initialisers are being lowered.
  Operand DefaultInitThis;
};

} // namespace firmcop::lowering

#endif // FIRMCOP_CHECKS_LOWERING_FUNCTIONLOWERING_H
