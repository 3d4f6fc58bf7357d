//===- checks/lowering/UnitLowering.h - What functions share in a unit -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_LOWERING_UNITLOWERING_H
#define FIRMCOP_CHECKS_LOWERING_UNITLOWERING_H

#include "checks/Clang.h"
#include "checks/lowering/Literals.h"
#include "checks/lowering/Places.h"
#include "checks/lowering/Types.h"
#include "firmcop/flow/Program.h"

#include "clang/AST/Mangle.h"
#include "clang/Basic/TargetInfo.h"

#include <deque>

namespace firmcop::lowering {

/// What calls of a function need to know of it.
struct Callee {
  flow::Operand Function; ///< none, until something calls it
  unsigned Builtin = 0;   ///< as Clang numbers them, or 0
  bool IsNoReturn = false;
  /// Arguments that the checking variants of the C library have beyond those
  /// of the functions they stand for: the first one, and how many.
  std::uint8_t FirstAdded = 0;
  std::uint8_t Added = 0;
};

/// The tables of a unit while it is lowered, and what remains to be lowered.
/// Functions and globals are put on the list when something names them.
class UnitLowering {
public:
  UnitLowering(clang::ASTContext &Context, flow::Unit &Out);

  /// Lowers all of the translation unit.
  void run();

  /// The address of a function or method.
  flow::Operand function(const clang::FunctionDecl &F);
  Callee &callee(const clang::FunctionDecl &F);
  /// The address of a function by its name alone, for what the language calls
  /// and nothing declares.
  flow::Operand function(llvm::StringRef Name);
  /// The address of a global, or of a variable that is static in a function.
  flow::Operand global(const clang::VarDecl &V);
  /// An object without a name that lives as long as the program: a compound
  /// literal at file scope.
  flow::Operand unnamedGlobal(clang::QualType T);

  /// The name of the object-like macro that the tokens between two places in
  /// a macro are all of; empty if they are not all of one.
  llvm::StringRef macroOf(clang::SourceLocation Begin,
                          clang::SourceLocation End);

  /// Index into Unit::Fields.
  std::uint32_t field(const clang::FieldDecl &F);
  /// Fields of anonymous structures and unions belong to the record around.
  static bool isTransparent(const clang::FieldDecl &F);

  /// The class is made somewhere: its virtual methods can be called.
  void noteClass(const clang::CXXRecordDecl &Class);
  /// The destructor does something that the program wrote.
  bool isDestructorOfInterest(const clang::CXXRecordDecl &Class);
  bool isInSystemHeader(clang::SourceLocation Where) const;

  clang::ASTContext &Context;
  const clang::SourceManager &SM;
  flow::Unit &Out;
  Types Type;
  Places Place;
  Literals Literal;

private:
  // Roots.cpp: what is lowered because it is there.
  void addRoots(const clang::DeclContext &In);
  void addRoot(const clang::Decl &D);
  bool isWanted(const clang::FunctionDecl &Definition) const;

  // Symbols.cpp
  std::uint32_t symbol(std::string LinkName, bool IsFunction);
  std::string linkName(const clang::NamedDecl &D);
  void describe(const clang::FunctionDecl &F, flow::Symbol &S);
  void describe(const clang::VarDecl &V, flow::Symbol &S);
  std::string recordName(const clang::RecordDecl &Record);

  clang::ASTNameGenerator Mangler;
  llvm::DenseMap<const clang::Decl *, std::uint32_t> SymbolOf;
  llvm::DenseMap<const clang::FunctionDecl *, Callee> Callees;
  /// By where the tokens are written.
  llvm::DenseMap<std::pair<unsigned, unsigned>, llvm::StringRef> MacroNames;
  llvm::StringMap<std::uint32_t> SymbolByName;
  llvm::DenseMap<const clang::FieldDecl *, std::uint32_t> FieldIndex;
  llvm::StringMap<std::uint32_t> FieldByName;
  llvm::DenseSet<const clang::CXXRecordDecl *> NotedClasses;
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> DestructorOfInterest;

  std::deque<const clang::FunctionDecl *> Functions;
  std::deque<const clang::VarDecl *> Globals;
  unsigned Unnamed = 0;
};

/// A function's name as models write it, without template arguments and inline
/// namespaces: "strcpy", "Class::method", "std::vector::operator[]". The
/// checking variants of the C library are named as the function they stand for.
/// Empty for what cannot be a library's.
std::string modelName(const clang::FunctionDecl &F,
                      const clang::SourceManager &SM);

/// Fills Callee::FirstAdded and Callee::Added for a function of that name.
void noteAddedArguments(llvm::StringRef Name, Callee &C);

} // namespace firmcop::lowering

#endif // FIRMCOP_CHECKS_LOWERING_UNITLOWERING_H
