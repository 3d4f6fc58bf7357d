//===- binscan/trust/OpenPgp.cpp - Files signed with OpenPGP ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// apt, opkg and hand-made updaters verify with GnuPG: a list of packages, or an
// image, has its signature in a file beside it ("Release.gpg", "fw.bin.sig") or
// around it ("InRelease"). A device that verifies has the key ring, so the
// signatures that came with it can be verified here as well.
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/OpenPgp.h"
#include "binscan/readers/Text.h"
#include "binscan/trust/Trust.h"

#include <algorithm>
#include <array>
#include <span>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

class OpenPgpJudge {
public:
  OpenPgpJudge(const Image &I, TrustFacts &Facts) : I(I), Facts(Facts) {}

  void run() {
    for (const FileSystem &F : I.fileSystems())
      F.forEachFile([&](const Node &File) { collectKeys(F, File); });
    for (const FileSystem &F : I.fileSystems())
      F.forEachFile([&](const Node &File) { judgeFile(F, File); });
  }

private:
  /// Where package managers look for whom to trust.
  static bool isKeyringPath(std::string_view Path) {
    return std::ranges::any_of(
        std::array<std::string_view, 6>{"/etc/apt/trusted.gpg",
                                        "/etc/apt/keyrings/",
                                        "/usr/share/keyrings/", "/etc/opkg/",
                                        "/etc/pki/", "/etc/swupdate/"},
        [&](std::string_view Start) { return Path.starts_with(Start); });
  }

  void collectKeys(const FileSystem &F, const Node &File) {
    constexpr std::uint64_t MaxKeyring = 16u << 20;
    constexpr std::size_t MaxKeys = 100'000;
    if (File.bytes().size() > MaxKeyring || Keys.size() > MaxKeys)
      return;
    std::vector<OpenPgpKey> Found = readOpenPgpKeys(File.bytes());
    if (Found.empty())
      return;
    if (isKeyringPath(F.pathOf(File))) {
      Facts.checked("OpenPGP key rings", {FlawKind::PublishedKey});
      for (const OpenPgpKey &Key : Found)
        Facts.judgeKey(File, "lets the package manager trust", Key.Key);
    }
    std::ranges::move(Found, std::back_inserter(Keys));
  }

  void judgeFile(const FileSystem &F, const Node &File) {
    if (const auto Signed = readClearSigned(File.bytes())) {
      judge(File, Bytes(std::string_view(Signed->Text)), Signed->Signatures,
            "is a text with");
      return;
    }
    for (const std::string_view Ending : {".sig", ".asc", ".gpg", ".sign"}) {
      const std::string Path = F.pathOf(File);
      if (!Path.ends_with(Ending))
        continue;
      constexpr std::uint64_t MaxSignature = 1u << 20;
      const Node *Document =
          F.find(Path.substr(0, Path.size() - Ending.size()));
      if (Document && Document->isRegularFile() &&
          File.bytes().size() <= MaxSignature)
        judge(*Document, Document->bytes(), readOpenPgpSignatures(File.bytes()),
              "has beside it");
      return;
    }
  }

  void judge(const Node &On, Bytes Document,
             const std::vector<OpenPgpSignature> &Signatures,
             const std::string &Has) {
    // Each is a pass over the whole document.
    constexpr std::size_t MostSignatures = 16;
    for (const OpenPgpSignature &S :
         std::span(Signatures)
             .first(std::min(Signatures.size(), MostSignatures))) {
      const auto Key = std::ranges::find(Keys, S.KeyId, &OpenPgpKey::id);
      if (Key == Keys.end()) {
        Facts.checked("OpenPGP signatures by keys that are not in the image",
                      {FlawKind::Invalid});
        continue;
      }
      Facts.checked(
          "OpenPGP signatures",
          {FlawKind::Invalid, FlawKind::Unsigned, FlawKind::PublishedKey});
      if (!verifies(*Key, S, Document)) {
        Facts.add(FlawKind::Invalid, On,
                  Has + " an OpenPGP signature that the key " + S.KeyId +
                      " did not make: it was changed after it was signed",
                  "openpgp " + S.KeyId);
        return;
      }
      Facts.judgeKey(On, "is signed with", Key->Key);
      if (hasCollisions(S.Hash))
        Facts.add(FlawKind::Unsigned, On,
                  Has + " an OpenPGP signature over MD5 or SHA-1, for which "
                        "collisions can be made",
                  "openpgp weak hash", Level::Warning);
    }
  }

  const Image &I;
  TrustFacts &Facts;
  std::vector<OpenPgpKey> Keys;
};

const TrustJudge Registered([](const Image &I, TrustFacts &Facts) {
  OpenPgpJudge(I, Facts).run();
});

} // namespace
