//===- checks/rules/SecretFileTooOpen.cpp - Permissions of files ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// chmod sets a mode, so permission for everybody to write is a finding whatever
// the file is. open and its like ask for a mode, of which the process's mask
// takes away: 0666 is what most programs pass, and means 0644 in the end. So a
// new file is a finding only when its name says that it holds a secret, or when
// the mask is off.
//
//===----------------------------------------------------------------------===//

#include "checks/Choices.h"
#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/SecretNames.h"
#include "checks/Texts.h"
#include "firmcop/Rules.h"

using namespace clang;

namespace firmcop {

namespace {

constexpr std::int64_t OthersRead = 04, OthersWrite = 02, Sticky = 01000;

/// The file's name says that it holds a key or a password.
bool isSecretFile(llvm::StringRef Path) {
  llvm::StringRef Name = Path.rsplit('/').second;
  if (Name.empty())
    Name = Path;
  llvm::StringRef Stem = Name, Extension;
  if (Name.contains('.'))
    std::tie(Stem, Extension) = Name.rsplit('.');
  if (Extension == "pub" || Extension == "crt" || Extension == "c" ||
      Stem.contains_insensitive("public") ||
      Stem.contains_insensitive("pubkey"))
    return false;
  if (Extension == "key" || Extension == "p12" || Extension == "pfx" ||
      Extension == "jks" || Extension == "psk" || Name == "shadow" ||
      Name == "gshadow" || Name == "wpa_supplicant.conf" ||
      Name == "hostapd.conf" || Name.starts_with("id_rsa") ||
      Name.starts_with("id_ed25519") || Name.starts_with("id_ecdsa"))
    return true;
  // '/etc/passwd' holds no password.
  return Name != "passwd" && secretNamed(Stem).IsCertain;
}

class SecretFileTooOpen : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &Facts) override {
    TU = &Facts;
    const Call *MaskOff = nullptr;
    for (const Call &C : Facts.calls())
      if (const ModelRow *Row = rowOfKind(C, "file-mask", Facts))
        // A mask that is kept is one that is only asked for, and put back.
        if (C.Use == ResultUse::Ignored && modeAt(C, *Row) == 0 &&
            !isForExactModes(C)) {
          if (!MaskOff)
            MaskOff = &C;
          report(C, C.Name,
                 "a mask of 0, which leaves new files open to every "
                 "user of the device",
                 isForOthers(C) ? std::optional(Level::Note) : std::nullopt);
        }
    for (const Call &C : Facts.calls()) {
      if (const ModelRow *Row = rowOfKind(C, "file-mode", Facts))
        considerChange(C, *Row);
      if (const ModelRow *Row = rowOfKind(C, "new-file-mode", Facts))
        considerNew(C, *Row, MaskOff);
    }
  }

private:
  std::optional<std::int64_t> modeAt(const Call &C, const ModelRow &Row) const {
    const Expr *Mode = C.argument(Row.At.Index);
    return Mode ? constantInteger(Mode, *TU) : std::nullopt;
  }

  /// The mask is off so that something gets exactly the mode that the program
  /// asks for: one that is computed, or a constant one, in the same function,
  /// that gives others no right to write.
  bool isForExactModes(const Call &Mask) const {
    bool IsExact = false;
    for (const Call &C : TU->calls()) {
      const ModelRow *Row = rowOfKind(C, "new-file-mode", *TU);
      if (!Row || !C.argument(Row->At.Index))
        continue;
      std::optional<std::int64_t> Mode = modeAt(C, *Row);
      if (Mode && C.In != Mask.In)
        continue;
      if (Mode && (*Mode & OthersWrite))
        return false;
      IsExact = true;
    }
    return IsExact;
  }

  /// The mask is off in some cases only, such as when a mode was asked for, and
  /// for files that are made elsewhere.
  bool isForOthers(const Call &Mask) const {
    bool IsMade = llvm::any_of(TU->calls(), [&](const Call &C) {
      return C.argumentCount() && rowOfKind(C, "file-path", *TU);
    });
    DynTypedNode Now = DynTypedNode::create(*Mask.Site);
    while (!IsMade) {
      DynTypedNodeList Around = TU->context().getParents(Now);
      if (Around.empty() || Around[0].get<FunctionDecl>())
        return false;
      Now = Around[0];
      if (Now.get<IfStmt>())
        return true;
    }
    return false;
  }

  /// The path that the call is about, or the name of what holds it.
  std::string pathOf(const Call &C) const {
    const ModelRow *Row = rowOfKind(C, "file-path", *TU);
    const Expr *Path = Row ? C.argument(Row->At.Index) : nullptr;
    if (!Path)
      return {};
    for (const ConstantText &T : textsReaching(Path, C, *TU))
      return T.Text;
    const ValueDecl *D = namedThing(Path);
    return D ? D->getNameAsString() : std::string();
  }

  void considerChange(const Call &C, const ModelRow &Row) {
    std::optional<std::int64_t> Mode = modeAt(C, Row);
    if (!Mode)
      return;
    std::string Path = pathOf(C);
    llvm::StringRef P = Path;
    // Sockets and devices are there to be talked to, and nothing is kept in
    // them.
    bool IsForAll = (*Mode & Sticky) || P.contains_insensitive("sock") ||
                    P.contains_insensitive("tty") || P.starts_with("/dev/");
    if ((*Mode & OthersWrite) && !IsForAll)
      reportMode(C, Path, *Mode,
                 "which lets every user of the device change "
                 "it");
    else if ((*Mode & (OthersRead | OthersWrite)) && isSecretFile(Path))
      reportMode(C, Path, *Mode,
                 "which lets every user of the device read the "
                 "secret");
  }

  void considerNew(const Call &C, const ModelRow &Row, const Call *MaskOff) {
    std::optional<std::int64_t> Mode = modeAt(C, Row);
    if (!Mode || !(*Mode & (OthersRead | OthersWrite)) || (*Mode & Sticky))
      return;
    std::string Path = pathOf(C);
    if (isSecretFile(Path))
      reportMode(C, Path, *Mode,
                 "which lets every user of the device read the "
                 "secret");
    else if ((*Mode & OthersWrite) && MaskOff && MaskOff->In == C.In)
      reportMode(C, Path, *Mode,
                 "which lets every user of the device change "
                 "it");
  }

  void reportMode(const Call &C, llvm::StringRef Path, std::int64_t Mode,
                  llvm::StringRef Why) {
    report(C, Path.empty() ? C.Name : Path,
           "mode " + octal(Mode) + ", " + Why.str(),
           isBySetting(C.Site, *TU) ? std::optional(Level::Note)
                                    : std::nullopt);
  }

  static std::string octal(std::int64_t Mode) {
    std::string Digits;
    for (auto Rest = static_cast<std::uint64_t>(Mode) & 07777; Rest; Rest /= 8)
      Digits.insert(Digits.begin(), static_cast<char>('0' + Rest % 8));
    return "0" + Digits;
  }

  void report(const Call &C, llvm::StringRef Name, llvm::StringRef What,
              std::optional<Level> Severity = std::nullopt) {
    FindingDetails Details;
    Details.Severity = Severity;
    Details.Evidence = (C.Name + ":" + Name).str();
    RuleCheck::report(C.Site->getSourceRange(), {Name.str(), What.str()},
                      std::move(Details));
  }

  const TranslationUnitFacts *TU = nullptr;
};

RuleRegistration<SecretFileTooOpen> X(rules::SecretFileTooOpen);

} // namespace

} // namespace firmcop
