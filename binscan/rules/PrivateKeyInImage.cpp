//===- binscan/rules/PrivateKeyInImage.cpp - Keys in files ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/Elf.h"
#include "binscan/KeyMaterial.h"
#include "binscan/Rule.h"
#include "firmcop/Rules.h"

#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// Digits of a fingerprint that are enough to tell keys apart.
constexpr std::size_t Digits = 16;

/// Who publishes this key for everybody to test with; empty for a key of one's
/// own.
std::string_view publisherOf(std::string_view Fingerprint) {
  static constexpr std::pair<std::string_view, std::string_view> Known[] = {
#define PUBLISHED_KEY(START, WHO) {START, WHO},
#include "binscan/data/PublishedKeys.inc"
#undef PUBLISHED_KEY
  };
  for (const auto &[Start, Who] : Known)
    if (Fingerprint.starts_with(Start))
      return Who;
  return {};
}

/// The header line of PEM, which shows no secret; else the whole key.
Range rangeOf(const PrivateKey &Key, Bytes File) {
  const std::string_view Text = File.text().substr(Key.Offset, Key.Length);
  constexpr std::string_view Dashes = "-----";
  if (!Text.starts_with(Dashes))
    return {Key.Offset, Key.Length};
  return {Key.Offset, Text.find(Dashes, Dashes.size()) + Dashes.size()};
}

void report(const Image &I, Report &R, const Node &N, const PrivateKey &Key) {
  const std::string_view Publisher = publisherOf(Key.Key.Fingerprint);
  // Test vectors inside of a cryptographic library or a kernel protect nothing;
  // a file of their own is there to be used.
  const bool IsOwnFile = isText(N.bytes()) || Key.Length == N.bytes().size();
  if (!Publisher.empty() && !IsOwnFile)
    return;
  std::string What = "a private key";
  if (!Key.Key.Kind.empty())
    What += " (" + describe(Key.Key) + ", " + std::string(Key.Format) + ")";
  if (Key.IsEncrypted)
    What += " under a passphrase, which the image has to hold as well";
  if (!Publisher.empty())
    What += " that " + std::string(Publisher) + " publishes for tests";
  R.fail({shownPath(I, N), What}, locate(I, N, rangeOf(Key, N.bytes())),
         Key.Key.Fingerprint.substr(0, Digits),
         Key.IsEncrypted ? std::optional(Level::Warning) : std::nullopt);
}

void run(const Image &I, Report &R) {
  const std::vector<const Node *> Files = distinctLeaves(I);
  for (const Node *N : Files) {
    // Libraries hold the same test key in several notations.
    std::set<std::string> Seen;
    for (const PrivateKey &Key : keyMaterialOf(*N).Keys)
      if (Seen.insert(Key.Key.Fingerprint).second)
        report(I, R, *N, Key);
  }
  R.checked(Files.size(), "files");
}

const ArtifactRule Registered(rules::PrivateKeyInImage, run);

} // namespace
