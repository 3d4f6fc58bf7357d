//===- binscan/rules/SecretFileTooOpen.cpp ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/KeyMaterial.h"
#include "binscan/Rule.h"
#include "binscan/readers/Accounts.h"
#include "binscan/readers/FileModes.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

static bool hasHash(std::string_view Shadow) {
  const std::vector<Account> Accounts = readShadow(Shadow);
  return std::ranges::any_of(
      Accounts, [](const Account &A) { return isHash(schemeOf(A.Password)); });
}

/// A passphrase that is one: set, and no placeholder.
static bool hasPassphrase(std::string_view Text) {
  const std::vector<Setting> All = readSettings(Text, Syntax::Equals);
  return std::ranges::any_of(All, [](const Setting &S) {
    return (S.Key == "psk" || S.Key == "wpa_passphrase" || S.Key == "wpa_psk" ||
            S.Key == "password") &&
           S.Value.size() >= 8 && !contains(S.Value, "<");
  });
}

/// What secret a file holds, as a message says it; empty for none.
static std::string_view secretIn(const Node &File) {
  const std::string_view Name = File.Name;
  const std::string_view Text = File.bytes().text();
  if ((Name == "shadow" || Name == "shadow-" || Name == "gshadow") &&
      hasHash(Text))
    return "password hashes";
  if (Name.starts_with("wpa_supplicant") && hasPassphrase(Text))
    return "a wireless passphrase";
  // Keys inside programs are another rule's finding: everybody may run those.
  if (!Text.starts_with("\x7f"
                        "ELF") &&
      File.bytes().size() <= (1u << 20) &&
      !findPrivateKeys(MarkedBytes(File)).empty())
    return "a private key";
  return {};
}

static void run(const Image &I, Report &R) {
  forEachFileWithMode(I, R, [&](const FileSystem &F, const Node &File) {
    if (!(File.File->Mode & (OthersRead | OthersWrite)) ||
        isDocumentation(F.pathOf(File)))
      return;
    if (const std::string_view Secret = secretIn(File); !Secret.empty())
      R.fail({printable(F.pathOf(File)), "mode " + octal(File.File->Mode) +
                                             " and holds " +
                                             std::string(Secret)},
             I.at(File), F.pathOf(File));
  });
}

static const ArtifactRule Registered(rules::SecretFileTooOpen, run);
