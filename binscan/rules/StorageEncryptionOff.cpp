//===- binscan/rules/StorageEncryptionOff.cpp -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/Nvs.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

/// Keys in NVS have at most 15 letters, so they are short: "sta.pswd".
static bool namesSecret(std::string_view Key) {
  const std::string Small = lower(Key);
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{
          "pswd", "passw", "passphr", "pwd", "psk", "secret", "token", "apikey",
          "api_key", "privkey", "priv_key"},
      [&](std::string_view Word) { return contains(Small, Word); });
}

/// A value that is a text, without the zeros that fill it up.
static std::string_view textOf(const std::string &Value) {
  const std::string_view Text =
      std::string_view(Value).substr(0, Value.find('\0'));
  const bool IsText =
      std::ranges::all_of(Text, [](char C) { return C >= ' ' && C < 0x7F; });
  const bool IsFilled =
      std::ranges::all_of(std::string_view(Value).substr(Text.size()),
                          [](char C) { return C == '\0' || C == '\xFF'; });
  return IsText && IsFilled ? Text : std::string_view();
}

static void judgeStore(const Node &N, Report &R) {
  constexpr std::size_t ShortestSecret = 4;
  const std::optional<NvsStore> Store = readNvs(N.bytes());
  if (!Store)
    return;
  R.checked(1, "key-value stores");
  for (const NvsEntry &E : Store->Entries) {
    const std::string_view Text = textOf(E.Value);
    if (E.Type == NvsEntry::Kind::Integer || !E.ChecksumIsRight ||
        !namesSecret(E.Key) || Text.size() < ShortestSecret ||
        isPlaceholder(Text))
      continue;
    const std::string Name =
        (E.Namespace.empty() ? "" : E.Namespace + ".") + E.Key;
    R.fail({R.image().path(N),
            "holds " + std::string(E.IsErased ? "the erased " : "") + "'" +
                printable(Name) + "', " + mask(Text) +
                ", in a store that is not encrypted"},
           R.image().at(N), Name + (E.IsErased ? " erased" : ""));
  }
}

static void run(const Image &I, Report &R) {
  R.notApplicable(
      "the image has no flash of an ESP32 and no store of its kind");
  for (const Node *N : I.withFormat("nvs"))
    judgeStore(*N, R);
  for (const Node *Program : I.withFormat("esp-image")) {
    const Node *Flash = I.parent(*Program);
    while (Flash && Flash->Format != "esp-flash")
      Flash = I.parent(*Flash);
    if (!Flash)
      continue;
    R.checked(1, "flashes of ESP32 chips");
    return R.review({I.path(*Flash),
                     "has programs in the clear: if it was read from a device, "
                     "flash encryption is off there"},
                    I.at(*Flash), "plain programs");
  }
}

static const ArtifactRule Registered(rules::StorageEncryptionOff, run);
