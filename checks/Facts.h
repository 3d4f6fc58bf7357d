//===- checks/Facts.h - What a translation unit says ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The syntax tree is walked once per translation unit, however many rules are
// on. The walk writes down, in source order, the few kinds of facts that rules
// reason about: calls, stores, comparisons, loops, returns, texts, function
// definitions, macros. A rule is a loop over one of these lists.
//
// Left out are declarations in system headers, implicit code, instantiated
// templates (their patterns are visited), and branches whose condition is a
// constant that excludes them. Bodies of lambdas and blocks count as
// a part of the function they are written in.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_FACTS_H
#define FIRMCOP_CHECKS_FACTS_H

#include "checks/Clang.h"

namespace firmcop {

/// What becomes of the value of a call.
enum class ResultUse : std::uint8_t {
  Ignored,  ///< an expression statement, or cast to void
  Tested,   ///< a condition, or an operand of ! && || or a comparison
  Stored,   ///< initialises or is assigned to something
  Returned, ///< operand of a return statement
  Other,    ///< an argument, an operand, ...
};

/// A call of a known function, or a construction of an object.
struct Call {
  const clang::Expr *Site = nullptr; ///< CallExpr or CXXConstructExpr
  const clang::FunctionDecl *Callee = nullptr;
  /// The function in whose body the call is written; null at file scope.
  const clang::FunctionDecl *In = nullptr;
  /// The callee as models name it; see modelName(). Empty for functions that
  /// cannot be a library's, because they are local to this file.
  llvm::StringRef Name;
  ResultUse Use = ResultUse::Other;
  /// The innermost statement around Site that is more than parentheses, an
  /// implicit conversion or a cast to void; null in a global's initialiser.
  const clang::Stmt *Parent = nullptr;

  unsigned argumentCount() const;
  /// Argument number \p I from 0, or null. The object of a member function is
  /// not an argument.
  const clang::Expr *argument(unsigned I) const;
  clang::SourceLocation location() const { return Site->getBeginLoc(); }
};

/// A value is put into something that has a name.
struct Store {
  enum class Form : std::uint8_t {
    Initialiser,      ///< of a variable
    FieldInitialiser, ///< designated, positional, in a constructor or in class
    Assignment,       ///< with '='
    DefaultArgument,  ///< of a parameter
  };
  Form How = Form::Assignment;
  /// The variable, field or parameter.
  const clang::ValueDecl *Target = nullptr;
  /// The store is to an element of Target, or to what Target points to.
  bool ToElement = false;
  const clang::Expr *Value = nullptr;
  /// For field initialisers: the variable that is being initialised, or null.
  const clang::VarDecl *Whole = nullptr;
  const clang::FunctionDecl *In = nullptr;
  /// Of the assignment, the variable's name, or the field's value.
  clang::SourceLocation Where;
};

/// Two values are compared with == or !=, built in or overloaded. Calls of
/// strcmp and its like are calls.
struct Comparison {
  const clang::Expr *Site = nullptr;
  const clang::Expr *Left = nullptr;
  const clang::Expr *Right = nullptr;
  bool IsEqual = true; ///< == rather than !=
  const clang::FunctionDecl *In = nullptr;
};

struct Loop {
  const clang::Stmt *Site = nullptr;      ///< for, while, do, range-for
  const clang::Expr *Condition = nullptr; ///< null in for (;;) and range-for
  const clang::Stmt *Body = nullptr;
  const clang::FunctionDecl *In = nullptr;
};

struct Return {
  const clang::ReturnStmt *Site = nullptr;
  const clang::FunctionDecl *In = nullptr;
};

/// A function that is defined in this translation unit.
struct Function {
  const clang::FunctionDecl *Definition = nullptr;
  llvm::SmallVector<const Call *, 8> Calls;    ///< made in its body
  llvm::SmallVector<const Call *, 4> CalledBy; ///< calls of this function
};

/// A macro that is defined outside of system headers; built-in macros are left
/// out, those of the command line (-D) are not.
struct MacroDefinition {
  llvm::StringRef Name;
  const clang::MacroInfo *Info = nullptr;
  clang::SourceLocation Where;
};

/// A use of an enumerator or object-like macro that some model row names.
/// Looking at a value is no use: conditions of the preprocessor, case labels
/// and operands of == and != are left out.
struct ConstantUse {
  llvm::StringRef Name;
  clang::SourceLocation Where;
  /// Null for macros.
  const clang::DeclRefExpr *Site = nullptr;
};

/// A text that is written out in the program.
struct TextLiteral {
  const clang::StringLiteral *Site = nullptr;
  /// Null outside of functions.
  const clang::FunctionDecl *In = nullptr;
};

/// Everything one translation unit says. Owned by the checks that share it;
/// what it points to belongs to the ASTContext and the Preprocessor.
class TranslationUnitFacts {
public:
  /// Walks the tree. \p Macros and \p MacroUses were collected while it was
  /// being preprocessed.
  TranslationUnitFacts(clang::ASTContext &Context,
                       std::vector<MacroDefinition> Macros,
                       std::vector<ConstantUse> MacroUses);
  ~TranslationUnitFacts();
  TranslationUnitFacts(const TranslationUnitFacts &) = delete;
  TranslationUnitFacts &operator=(const TranslationUnitFacts &) = delete;

  clang::ASTContext &context() const { return Context; }
  const clang::SourceManager &sources() const {
    return Context.getSourceManager();
  }

  llvm::ArrayRef<Call> calls() const { return Calls; }
  /// The calls of a library function, by the name models give it.
  llvm::ArrayRef<const Call *> callsOf(llvm::StringRef Name) const;
  llvm::ArrayRef<Store> stores() const { return Stores; }
  llvm::ArrayRef<Comparison> comparisons() const { return Comparisons; }
  llvm::ArrayRef<Loop> loops() const { return Loops; }
  llvm::ArrayRef<Return> returns() const { return Returns; }
  llvm::ArrayRef<TextLiteral> texts() const { return Texts; }
  llvm::ArrayRef<MacroDefinition> macros() const { return Macros; }
  llvm::ArrayRef<ConstantUse> constantUses() const { return ConstantUses; }

  llvm::ArrayRef<Function> functions() const { return Functions; }
  /// The function if its definition is in this translation unit, else null.
  const Function *definition(const clang::FunctionDecl *F) const;
  /// The function whose body contains the place, or null.
  const clang::FunctionDecl *functionAt(clang::SourceLocation Where) const;

  /// Every value that a variable can hold, when all of them are visible here:
  /// its initialiser and what is assigned to it. Empty when the variable may be
  /// changed in another way (through its address, by another file, by ++) or is
  /// a parameter. \p Use, if given, is the reference whose value is asked for:
  /// what happens to the variable through it happens later.
  llvm::SmallVector<const clang::Expr *, 2>
  valuesOf(const clang::VarDecl *V,
           const clang::DeclRefExpr *Use = nullptr) const;

  /// The file tests something: its name says so, it states what it expects with
  /// the macros of a test framework, or a fuzzer enters there.
  bool isTest() const { return IsTest; }

  /// The names under which models may know a field: "Record::field" for the
  /// record's own name, its typedefs, and the records around it.
  llvm::SmallVector<std::string, 2> modelNames(const clang::FieldDecl *F) const;

private:
  friend class FactsWalk;

  struct Variable {
    llvm::SmallVector<const clang::Expr *, 2> Assigned;
    /// References through which it may be changed.
    llvm::SmallVector<const clang::DeclRefExpr *, 1> Escapes;
  };

  clang::ASTContext &Context;
  bool IsTest = false;
  std::vector<Call> Calls;
  std::vector<Store> Stores;
  std::vector<Comparison> Comparisons;
  std::vector<Loop> Loops;
  std::vector<Return> Returns;
  std::vector<Function> Functions;
  std::vector<TextLiteral> Texts;
  std::vector<MacroDefinition> Macros;
  std::vector<ConstantUse> ConstantUses;
  llvm::StringMap<llvm::SmallVector<const Call *, 2>> CallsByName;
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> FunctionIndex;
  llvm::DenseMap<const clang::VarDecl *, Variable> Variables;
  llvm::DenseMap<const clang::RecordDecl *,
                 llvm::SmallVector<llvm::StringRef, 1>>
      TypedefNames;
};

/// A function's name as models write it: "strcpy", "Class::method",
/// "ns::function"; builtins by the function they stand for, and functions of
/// namespace std that are no templates, such as the C library's, without
/// "std::". Empty for a function with internal linkage that is defined in the
/// main file: that is nobody's library.
std::string modelName(const clang::FunctionDecl &F);

/// The expression below parentheses, casts of every kind, temporaries and
/// default-argument wrappers.
const clang::Expr *stripped(const clang::Expr *E);

/// The variable, field or parameter that an expression denotes: 'x', 'a.x',
/// 'p->x', and below casts, '&x', '*x' and 'x[i]'. Null when it has no name.
const clang::ValueDecl *namedThing(const clang::Expr *E);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_FACTS_H
