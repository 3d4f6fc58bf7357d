//===- binscan/rules/PreinstalledAuthorizedKey.cpp --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// The key of a line of authorized_keys (sshd(8)).
struct PublicKey {
  std::string_view Type;
  std::string_view Comment;
  std::string_view Data;
};

} // namespace

/// The first characters of a key's data, by its type: base64 of the type's
/// length and name, as RFC 4253, section 6.6, puts them first.
static std::string_view dataPrefix(std::string_view Type) {
  static constexpr auto Known =
      std::to_array<std::pair<std::string_view, std::string_view>>({
          {"ssh-rsa", "AAAAB3NzaC1yc2E"},
          {"ssh-dss", "AAAAB3NzaC1kc3M"},
          {"ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5"},
          {"ecdsa-sha2-nistp256", "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY"},
          {"ecdsa-sha2-nistp384", "AAAAE2VjZHNhLXNoYTItbmlzdHAzODQ"},
          {"ecdsa-sha2-nistp521", "AAAAE2VjZHNhLXNoYTItbmlzdHA1MjE"},
          {"sk-ssh-ed25519@openssh.com", "AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2g"},
          {"sk-ecdsa-sha2-nistp256@openssh.com", "AAAAInNrLWVjZHNhLXNoYTIt"},
      });
  for (const auto &[Name, Prefix] : Known)
    if (Name == Type)
      return Prefix;
  return {};
}

/// Options may stand before the type and hold blanks in quotes, so the type is
/// looked for, not counted.
static std::optional<PublicKey> readKey(std::string_view Line) {
  const std::vector<std::string_view> Words = splitWords(Line);
  if (Words.empty() || Words[0].starts_with('#'))
    return std::nullopt;
  for (std::size_t I = 0; I + 1 < Words.size(); ++I) {
    const std::string_view Prefix = dataPrefix(Words[I]);
    // The shortest keys, Ed25519's, have 68 characters.
    if (!Prefix.empty() && Words[I + 1].starts_with(Prefix) &&
        Words[I + 1].size() >= 68)
      return PublicKey{Words[I], I + 2 < Words.size() ? Words[I + 2] : "",
                       Words[I + 1]};
  }
  return std::nullopt;
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no authorized_keys file");
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) {
      if (File.Name != "authorized_keys" && File.Name != "authorized_keys2")
        return;
      R.checked(1, "authorized_keys files");
      for (const Line &L : splitLines(File.bytes().text()))
        if (const std::optional<PublicKey> Key = readKey(L.Text)) {
          const std::string_view Name =
              Key->Comment.empty() ? Key->Data.substr(Key->Data.size() - 8)
                                   : Key->Comment;
          R.fail({printable(F.pathOf(File)), std::string(Key->Type),
                  printable(Name)},
                 I.atLine(File, L.Number), std::string(Key->Data));
        }
    });
}

static const ArtifactRule Registered(rules::PreinstalledAuthorizedKey, run);
