//===- checks/rules/IncompleteFactoryReset.cpp - What a reset forgets -----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The places that a file writes are held against the texts of its reset. Only
// a reset that names places is judged by them, and only when it leaves nothing
// to functions that are not seen.
//
//===----------------------------------------------------------------------===//

#include "checks/CallGraph.h"
#include "checks/Modelled.h"
#include "checks/ResetNames.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "checks/Values.h"
#include "firmcop/Rules.h"

#include <set>

using namespace clang;

namespace firmcop {

namespace {

/// A name space or a file that keeps data.
struct Place {
  std::string Name;
  const Call *WrittenBy = nullptr;
};

class IncompleteFactoryReset : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    const Function *Reset = nullptr;
    for (const Function &F : Facts.functions())
      if (F.Definition->getDeclName().isIdentifier() &&
          isAboutFactoryReset(F.Definition->getName())) {
        Reset = &F;
        break;
      }
    if (!Reset)
      return;
    CallGraph::Functions Inside = CallGraph(Facts).below(Reset->Definition);
    std::vector<std::string> Named = textsIn(Inside);
    std::vector<Place> Written = placesWritten(Inside);
    auto Erases = [&](const Place &P) {
      return llvm::any_of(
          Named, [&](llvm::StringRef Text) { return covers(Text, P.Name); });
    };
    if (llvm::none_of(Written, Erases) || erasesUnseen(Inside))
      return;
    for (const Place &P : Written)
      if (!Erases(P)) {
        FindingDetails Details;
        Details.Evidence = P.Name;
        Details.Notes = {{P.WrittenBy->location(), "It is written here."}};
        report(Reset->Definition->getLocation(),
               {Reset->Definition->getNameAsString(), "'" + P.Name + "'"},
               std::move(Details));
      }
  }

private:
  bool isIn(const FunctionDecl *F, const CallGraph::Functions &Inside) const {
    return F && Inside.contains(F->getCanonicalDecl());
  }

  std::vector<std::string> textsIn(const CallGraph::Functions &Inside) const {
    std::vector<std::string> Found;
    for (const TextLiteral &T : TU->texts())
      if (isIn(T.In, Inside))
        Found.push_back(T.Site->getBytes().str());
    // Names of places are constants more often than not.
    for (const Call &C : TU->calls())
      if (isIn(C.In, Inside))
        for (unsigned I = 0; I != C.argumentCount(); ++I)
          if (auto Text = constantText(C.argument(I), *TU))
            Found.push_back(*Text);
    return Found;
  }

  /// A text of the reset names the place, a folder above it, or a command with
  /// it: "rm -rf /data/*" for "/data/users.db".
  static bool covers(llvm::StringRef Text, llvm::StringRef Place) {
    llvm::SmallVector<llvm::StringRef, 8> Words;
    Text.split(Words, ' ', -1, /*KeepEmpty=*/false);
    return llvm::any_of(Words, [&](llvm::StringRef Word) {
      Word = Word.rtrim("*/;");
      return Word == Place ||
             (Word.size() > 1 && Word.starts_with("/") &&
              Place.starts_with(Word) && Place[Word.size()] == '/');
    });
  }

  std::vector<Place> placesWritten(const CallGraph::Functions &Inside) const {
    std::vector<Place> Found;
    std::set<std::string> Names;
    for (const Call &C : TU->calls()) {
      if (isIn(C.In, Inside))
        continue;
      std::optional<std::string> Name = placeOf(C);
      if (Name && !Name->empty() && Names.insert(*Name).second)
        Found.push_back({std::move(*Name), &C});
    }
    return Found;
  }

  std::optional<std::string> placeOf(const Call &C) const {
    if (const ModelRow *Row = rowOfKind(C, "storage-open", *TU))
      if (const Expr *Name = valueAt(Row->At, {&C, nullptr, {}}))
        return constantText(Name, *TU);
    if (C.Name != "fopen" || C.argumentCount() < 2)
      return std::nullopt;
    auto Path = constantText(C.argument(0), *TU);
    auto Mode = constantText(C.argument(1), *TU);
    bool IsWritten = Mode && (Mode->starts_with("w") || Mode->starts_with("a"));
    return Path && IsWritten && isKept(*Path) ? Path : std::nullopt;
  }

  static bool isKept(llvm::StringRef Path) {
    for (llvm::StringRef Folder : {"/tmp/", "/run/", "/var/run/", "/var/lock/",
                                   "/var/tmp/", "/dev/", "/proc/", "/sys/"})
      if (Path.starts_with(Folder))
        return false;
    return Path.starts_with("/");
  }

  /// Everything is erased, or something by a function of another file.
  bool erasesUnseen(const CallGraph::Functions &Inside) const {
    return llvm::any_of(TU->calls(), [&](const Call &C) {
      if (!isIn(C.In, Inside))
        return false;
      if (rowOfKind(C, "storage-erase", *TU) ||
          rowOfKind(C, "flash-erase", *TU))
        return true;
      return !TU->definition(C.Callee) &&
             C.Callee->getDeclName().isIdentifier() && !isKnown(C) &&
             llvm::any_of(wordsOf(C.Callee->getName()), [](auto &Word) {
               return Word == "erase" || Word == "clear" || Word == "delete" ||
                      Word == "reset" || Word == "remove" || Word == "wipe" ||
                      Word == "format" || Word == "default" ||
                      Word == "defaults" || Word == "restore" ||
                      Word == "forget" || Word == "purge" || Word == "clean";
             });
    });
  }

  /// Erases what it is told by its arguments.
  static bool isKnown(const Call &C) {
    return C.Name == "remove" || C.Name == "unlink" || C.Name == "rmdir" ||
           C.Name == "nvs_erase_all" || C.Name == "nvs_erase_key" ||
           C.Name == "Preferences::clear";
  }

  const TranslationUnitFacts *TU = nullptr;
};

RuleRegistration<IncompleteFactoryReset> X(rules::IncompleteFactoryReset);

} // namespace

} // namespace firmcop
