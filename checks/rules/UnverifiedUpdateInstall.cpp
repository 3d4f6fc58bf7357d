//===- checks/rules/UnverifiedUpdateInstall.cpp - Unsigned updates --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An update replaces the program, so whoever can feed one in owns the device.
// The only thing that tells the vendor's image from an attacker's is a
// signature. The rule looks for the places where an image is written to flash
// memory or made the one that boots next, and then for a verification anywhere
// in the job that place belongs to: the function, what it calls, what calls it.
//
// The order of the calls is not looked at. Firmware that verifies at all does
// so for a reason, and the many right orders (before the erase, after the last
// block, before the commit) are hard to tell from the wrong ones.
//
//===----------------------------------------------------------------------===//

#include "checks/CallGraph.h"
#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/Texts.h"
#include "checks/UpdateNames.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

/// A call that installs something.
struct Installation {
  enum Kind { Commit, Command, Device, Write };
  const Call *At;
  Kind Is;
  const ModelRow *Row = nullptr;
};

/// What an installation is, in the words of the message.
llvm::StringRef deed(Installation::Kind K) {
  switch (K) {
  case Installation::Commit:
    return "makes an image the one that boots next";
  case Installation::Command:
    return "runs a command that writes an image to flash memory";
  case Installation::Device:
  case Installation::Write:
    return "writes an image to flash memory";
  }
  llvm_unreachable("all kinds are named above");
}

/// The path is a raw flash device of Linux.
bool isFlashDevice(llvm::StringRef Path) {
  if (Path.starts_with("/dev/mtd") || Path.starts_with("/dev/ubi"))
    return true;
  return Path.consume_front("/dev/mmcblk") && Path.contains("boot");
}

/// The shell command writes a raw flash device, or skips the checks of the
/// program that does.
bool isFlashCommand(llvm::StringRef Command) {
  llvm::SmallVector<llvm::StringRef, 8> Words;
  Command.split(Words, ' ', -1, /*KeepEmpty=*/false);
  for (unsigned I = 0; I < Words.size(); ++I) {
    llvm::StringRef Program = Words[I].rsplit('/').second;
    if (Program.empty())
      Program = Words[I];
    auto Arguments = llvm::ArrayRef(Words).drop_front(I + 1);
    if (Program == "flashcp" || Program == "nandwrite" ||
        Program == "ubiupdatevol")
      return !Arguments.empty();
    if (Program == "mtd" && llvm::is_contained(Arguments, "write"))
      return true;
    if (Program == "sysupgrade" && (llvm::is_contained(Arguments, "-F") ||
                                    llvm::is_contained(Arguments, "--force")))
      return true;
    if (Program == "dd")
      for (llvm::StringRef Word : Arguments)
        if (Word.consume_front("of=") && isFlashDevice(Word))
          return true;
  }
  return false;
}

/// Everything a command call hands to the shell or to the program, in a line.
std::string commandLine(const Call &C, const ModelRow &Row,
                        const TranslationUnitFacts &TU) {
  std::string Line;
  for (unsigned I = Row.At.Index; I < C.argumentCount(); ++I)
    for (const ConstantText &T : textsReaching(C.argument(I), C, TU))
      Line += T.Text + ' ';
  return Line;
}

class UnverifiedUpdateInstall : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    std::vector<Installation> Found;
    for (const Call &C : Facts.calls())
      if (std::optional<Installation> I = installation(C))
        Found.push_back(*I);
    if (Found.empty())
      return;
    CallGraph Graph(Facts);
    Calls = &Graph;
    // One job is one finding, at its most telling step.
    llvm::sort(Found, [](const Installation &A, const Installation &B) {
      // The calls are in one list in source order.
      return std::tie(A.Is, A.At) < std::tie(B.Is, B.At);
    });
    CallGraph::Functions Reported;
    for (const Installation &I : Found) {
      if (isReported(I, Reported) || !isUpdate(I) || isVerified(I))
        continue;
      report(I);
      Reported.insert(I.At->In->getCanonicalDecl());
    }
    Calls = nullptr;
  }

private:
  std::optional<Installation> installation(const Call &C) const {
    if (!C.In)
      return std::nullopt;
    if (const ModelRow *Row = rowOfKind(C, "image-commit", *TU))
      return Installation{&C, Installation::Commit, Row};
    for (const char *Kind : {"command", "program"})
      if (const ModelRow *Row = rowOfKind(C, Kind, *TU))
        if (isFlashCommand(commandLine(C, *Row, *TU)))
          return Installation{&C, Installation::Command, Row};
    if (const ModelRow *Row = rowOfKind(C, "flash-write", *TU))
      return Installation{&C, Installation::Write, Row};
    if (writesFlashDevice(C))
      return Installation{&C, Installation::Device, nullptr};
    return std::nullopt;
  }

  /// The call writes to a file that was opened as a flash device, itself or by
  /// handing it to a function that does.
  bool writesFlashDevice(const Call &C) const {
    if (const ModelRow *Row = rowOfKind(C, "file-write", *TU))
      return isOpenFlashDevice(C.argument(Row->At.Index));
    const Function *Callee = TU->definition(C.Callee);
    if (!Callee)
      return false;
    unsigned Parameters = Callee->Definition->getNumParams();
    for (unsigned I = 0; I < C.argumentCount() && I < Parameters; ++I) {
      const ValueDecl *Parameter = Callee->Definition->getParamDecl(I);
      for (const Call *Inner : Callee->Calls)
        if (const ModelRow *Row = rowOfKind(*Inner, "file-write", *TU))
          if (namedThing(Inner->argument(Row->At.Index)) == Parameter &&
              isOpenFlashDevice(C.argument(I)))
            return true;
    }
    return false;
  }

  /// The descriptor or stream was got by opening a flash device.
  bool isOpenFlashDevice(const Expr *File) const {
    const ValueDecl *Holder = File ? namedThing(File) : nullptr;
    if (!Holder || isa<ParmVarDecl>(Holder))
      return false;
    for (const Store &S : TU->stores()) {
      if (S.Target != Holder || !S.Value)
        continue;
      const auto *Opening = dyn_cast<CallExpr>(stripped(S.Value));
      if (!Opening || !Opening->getDirectCallee())
        continue;
      for (const Call *C : TU->callsOf(modelName(*Opening->getDirectCallee())))
        if (C->Site == Opening)
          if (const ModelRow *Row = rowOfKind(*C, "file-path", *TU))
            for (const ConstantText &T :
                 textsReaching(C->argument(Row->At.Index), *C, *TU))
              if (isFlashDevice(T.Text) && !isAboutStoredData(T.Text))
                return true;
    }
    return false;
  }

  /// A job that has been reported already, or a step of one whose last step
  /// has been.
  bool isReported(const Installation &I,
                  const CallGraph::Functions &Reported) const {
    auto IsReported = [&](const FunctionDecl *F) {
      return Reported.contains(F);
    };
    return llvm::any_of(Calls->above(I.At->In), IsReported) ||
           llvm::any_of(Calls->below(I.At->In), IsReported);
  }

  /// What is installed is a program, as far as names and data tell.
  bool isUpdate(const Installation &I) const {
    if (I.Is == Installation::Commit)
      return true;
    const FunctionDecl *In = I.At->In;
    const Expr *Data = I.Row ? I.At->argument(I.Row->At.Index) : nullptr;
    const ValueDecl *Named =
        Data && I.Is == Installation::Write ? namedThing(Data) : nullptr;
    if (isAboutStoredData(In->getName()) ||
        (Named && isAboutStoredData(nameOf(*Named))))
      return false;
    if (I.Is != Installation::Write)
      return true;
    if (Named && (isAboutUpdates(nameOf(*Named)) || isFromOutside(Named, In)))
      return true;
    if (llvm::any_of(In->parameters(), [](const ParmVarDecl *P) {
          return isAboutUpdates(P->getName());
        }))
      return true;
    for (const FunctionDecl *F : Calls->above(In))
      if (isAboutUpdates(nameOf(*F)))
        return true;
    for (const FunctionDecl *F : Calls->around(In))
      if (const Function *Definition = TU->definition(F))
        for (const Call *C : Definition->Calls)
          if (rowOfKind(*C, "image-commit", *TU))
            return true;
    return false;
  }

  /// The buffer is filled by a peer, in this function or in one that hands it
  /// over.
  bool isFromOutside(const ValueDecl *Buffer, const FunctionDecl *In,
                     unsigned Depth = 0) const {
    static constexpr unsigned MaxDepth = 3;
    const Function *Definition = TU->definition(In);
    if (!Definition)
      return false;
    for (const Call *C : Definition->Calls)
      for (const char *Kind : {"remote-input", "http-input", "mqtt-input",
                               "ble-input", "serial-input"})
        for (const ModelRow *Row : rowsOfKind(*C, Kind, *TU))
          if (const Expr *Filled = Row->At.Of == Port::Base::Argument
                                       ? C->argument(Row->At.Index)
                                       : nullptr;
              Filled && namedThing(Filled) == Buffer)
            return true;
    const auto *Parameter = dyn_cast<ParmVarDecl>(Buffer);
    if (!Parameter || Depth == MaxDepth)
      return false;
    for (const Call *C : Definition->CalledBy)
      if (const Expr *Argument =
              C->argument(Parameter->getFunctionScopeIndex()))
        if (const ValueDecl *Handed = namedThing(Argument);
            Handed && C->In && isFromOutside(Handed, C->In, Depth + 1))
          return true;
    return false;
  }

  bool isVerified(const Installation &I) const {
    if (I.Row && isVerifiedAtBoot(I.Row->Library))
      return true;
    for (const FunctionDecl *F : Calls->around(I.At->In)) {
      for (const ValueDecl *Pointer : Calls->pointersCalledBy(F))
        if (isVerifier(nameOf(*Pointer)))
          return true;
      if (const Function *Definition = TU->definition(F))
        for (const Call *C : Definition->Calls)
          if (isVerification(*C))
            return true;
    }
    return false;
  }

  bool isVerification(const Call &C) const {
    // A message authentication code proves the origin just as well.
    if (rowOfKind(C, "signature-verification", *TU) ||
        rowOfKind(C, "authentication-code", *TU))
      return true;
    if (rowOfKind(C, "boot-verification", *TU))
      return !isBootVerificationOff();
    // What is defined in this file is looked into instead.
    return !TU->definition(C.Callee) && isVerifier(nameOf(*C.Callee));
  }

  /// A function nobody here sees into says that it verifies.
  static bool isVerifier(llvm::StringRef Name) {
    return isAboutVerification(Name) || Name == "verify";
  }

  /// The boot loader verifies what this library installs.
  bool isVerifiedAtBoot(std::string_view Library) const {
    return !isBootVerificationOff() && hasOption("boot-verification", Library);
  }
  bool isBootVerificationOff() const {
    return hasOption("boot-verification-off", {});
  }

  /// A build option of that kind is on; of any library, if none is given.
  bool hasOption(std::string_view Kind, std::string_view Library) const {
    for (const MacroDefinition &M : TU->macros())
      for (const ModelRow &Row :
           ModelSet::builtin().rows(Subject::Macro, M.Name))
        if (Row.Kind == Kind && (Library.empty() || Row.Library == Library) &&
            applies(Row, {nullptr, nullptr, macroValue(M, *TU)}, *TU))
          return true;
    return false;
  }

  bool isChecksum(const Call &C) const {
    return rowOfKind(C, "hash-verification", *TU) ||
           rowOfKind(C, "crc-check", *TU);
  }

  static llvm::StringRef nameOf(const NamedDecl &D) {
    return D.getDeclName().isIdentifier() ? D.getName() : llvm::StringRef();
  }

  void report(const Installation &I) {
    FindingDetails Details;
    std::string Instead;
    for (const FunctionDecl *F : Calls->around(I.At->In))
      if (const Function *Definition = TU->definition(F))
        for (const Call *C : Definition->Calls)
          if (Instead.empty() && C != I.At && isChecksum(*C)) {
            Instead = " ('" + nameOf(*C->Callee).str() +
                      "' is a checksum, which proves no origin)";
            Details.Notes.push_back(
                {C->location(), "Whoever makes an image can make this checksum "
                                "for it, too."});
          }
    llvm::StringRef Name = nameOf(*I.At->In);
    Details.Notes.push_back(
        {I.At->In->getLocation(),
         "Neither '" + Name.str() +
             "', nor what it calls, nor what calls it in this file verifies a "
             "signature."});
    Details.Evidence = (Name + ":" + nameOf(*I.At->Callee)).str();
    RuleCheck::report(I.At->Site->getSourceRange(),
                      {nameOf(*I.At->Callee).str(), deed(I.Is).str(), Instead},
                      std::move(Details));
  }

  const TranslationUnitFacts *TU = nullptr;
  const CallGraph *Calls = nullptr;
};

RuleRegistration<UnverifiedUpdateInstall> X(rules::UnverifiedUpdateInstall);

} // namespace

} // namespace firmcop
