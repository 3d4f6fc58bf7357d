//===- checks/lowering/ModelNames.cpp - Functions as models name them
//------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/lowering/UnitLowering.h"

#include "clang/Basic/Builtins.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace firmcop::lowering {

static bool isLocalToMainFile(const FunctionDecl &F, const SourceManager &SM) {
  const FunctionDecl *Definition = F.getDefinition();
  return Definition && !Definition->isExternallyVisible() &&
         SM.isInMainFile(SM.getExpansionLoc(Definition->getLocation()));
}

/// A function of the C library, also by the names that the compiler and
/// _FORTIFY_SOURCE give it: "__builtin___memcpy_chk", "__memcpy_chk".
static std::string plainName(const FunctionDecl &F) {
  llvm::StringRef Name = F.getName();
  if (unsigned Id = F.getBuiltinID()) {
    const auto &Builtins = F.getASTContext().BuiltinInfo;
    if (Builtins.isLibFunction(Id) || Builtins.isPredefinedLibFunction(Id) ||
        Id == Builtin::BI__builtin_va_start ||
        Id == Builtin::BI__builtin_va_copy)
      Name.consume_front("__builtin_");
  }
  if (Name.starts_with("__") && Name.ends_with("_chk"))
    Name = Name.drop_front(2).drop_back(4);
  return Name.str();
}

void noteAddedArguments(llvm::StringRef Name, Callee &C) {
  Name.consume_front("__builtin_");
  if (!Name.consume_back("_chk") || !Name.consume_front("__"))
    return;
  std::pair<std::uint8_t, std::uint8_t> Added =
      llvm::StringSwitch<std::pair<std::uint8_t, std::uint8_t>>(Name)
          .Cases("memcpy", "memmove", "mempcpy", "memset", "strncpy", "strncat",
                 "stpncpy", "strlcpy", "strlcat", "memccpy", {3, 1})
          .Cases("strcpy", "strcat", "stpcpy", "gethostname", {2, 1})
          .Cases("gets", "getwd", {1, 1})
          .Cases("fgets", "fread", {1, 1})
          .Cases("read", "recv", "recvfrom", "readlink", {3, 1})
          .Case("pread", {4, 1})
          .Cases("realpath", "getcwd", {2, 1})
          .Cases("sprintf", "vsprintf", {1, 2})
          .Cases("snprintf", "vsnprintf", {2, 2})
          .Cases("printf", "vprintf", {0, 1})
          .Cases("fprintf", "vfprintf", "dprintf", "vdprintf", {1, 1})
          .Cases("asprintf", "vasprintf", "syslog", "vsyslog", {1, 1})
          .Default({0, 0});
  std::tie(C.FirstAdded, C.Added) = Added;
}

/// A declaration context without inline and unnamed namespaces and without
/// template arguments, with "::" behind it.
static std::string scopeOf(const DeclContext *In) {
  std::string Scope;
  for (; In && !In->isTranslationUnit(); In = In->getParent()) {
    const auto *Named = dyn_cast<NamedDecl>(In);
    const auto *Namespace = dyn_cast<NamespaceDecl>(In);
    if (!Named || !Named->getIdentifier() ||
        (Namespace && Namespace->isInline()))
      continue;
    Scope.insert(0, Named->getName().str() + "::");
  }
  return Scope;
}

std::string modelName(const FunctionDecl &F, const SourceManager &SM) {
  if (isLocalToMainFile(F, SM))
    return {};
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F)) {
    llvm::StringRef Class = Constructor->getParent()->getName();
    return scopeOf(F.getDeclContext()) + Class.str();
  }
  const IdentifierInfo *Identifier = F.getIdentifier();
  if (Identifier && F.getDeclContext()->getRedeclContext()->isTranslationUnit())
    return plainName(F);
  if (Identifier && F.isInStdNamespace() && !isa<CXXMethodDecl>(F))
    return plainName(F);
  return scopeOf(F.getDeclContext()) + F.getNameAsString();
}

} // namespace firmcop::lowering
