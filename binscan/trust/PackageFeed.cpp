//===- binscan/trust/PackageFeed.cpp - Feeds and repositories ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A feed of opkg is a folder with packages, the list "Packages" with a hash of
// each, and a signature of the list, "Packages.sig". A repository of Debian has
// one more step: "Release" with the hashes of the lists, and its signature as
// "Release.gpg" or around it as "InRelease". What is signed is the top only;
// all below is bound by hashes. Signatures of OpenPGP are verified in
// OpenPgp.cpp.
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/OpenPgp.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/Usign.h"
#include "binscan/trust/Trust.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// A file that a list names, with the best of its hashes.
struct Listed {
  std::string_view Path;
  std::optional<HashKind> Hash;
  std::string_view Digest; ///< hex

  void take(HashKind Kind, std::string_view Value) {
    if (Hash && *Hash >= Kind)
      return;
    Hash = Kind;
    Digest = Value;
  }
};

/// The hash that a field of a list is about: "SHA256sum", "SHA256", "MD5Sum".
std::optional<HashKind> hashOfField(std::string_view Field) {
  std::string Name = lower(Field);
  if (Name.ends_with("sum"))
    Name.resize(Name.size() - 3);
  return hashNamed(Name);
}

/// The packages of "Packages": stanzas of "Field: value".
std::vector<Listed> readPackages(std::string_view Text) {
  std::vector<Listed> All;
  Listed Current;
  const auto Finish = [&] {
    if (!Current.Path.empty())
      All.push_back(Current);
    Current = {};
  };
  for (const Line &L : splitLines(Text)) {
    if (trim(L.Text).empty()) {
      Finish();
      continue;
    }
    const std::size_t Colon = L.Text.find(':');
    if (Colon == L.Text.npos || L.Text.starts_with(' '))
      continue;
    const std::string_view Field = L.Text.substr(0, Colon);
    const std::string_view Value = trim(L.Text.substr(Colon + 1));
    if (Field == "Filename")
      Current.Path = Value;
    else if (const auto Kind = hashOfField(Field))
      Current.take(*Kind, Value);
  }
  Finish();
  return All;
}

/// The lists of "Release": below "SHA256:" lines of hash, size and path.
std::vector<Listed> readRelease(std::string_view Text) {
  std::vector<Listed> All;
  std::optional<HashKind> Kind;
  for (const Line &L : splitLines(Text)) {
    if (!L.Text.starts_with(' ')) {
      Kind = hashOfField(L.Text.substr(0, L.Text.find(':')));
      continue;
    }
    const std::vector<std::string_view> Words = splitWords(L.Text);
    if (!Kind || Words.size() != 3)
      continue;
    const auto Same = std::ranges::find(All, Words[2], &Listed::Path);
    Listed &Entry =
        Same == All.end() ? All.emplace_back(Listed{Words[2], {}, {}}) : *Same;
    Entry.take(*Kind, Words[0]);
  }
  return All;
}

class FeedJudge {
public:
  FeedJudge(const FileSystem &F, const std::vector<UsignKey> &Keys,
            TrustFacts &Facts)
      : F(F), Keys(Keys), Facts(Facts) {}

  void run() {
    F.forEachFile([&](const Node &File) {
      if (File.bytes().size() > MaxList)
        return;
      if (File.Name == "Packages")
        judgePackages(File);
      else if (File.Name == "Release")
        judgeRelease(File, File.bytes().text());
      else if (File.Name == "InRelease" && !beside(File, "Release"))
        if (const auto Signed = readClearSigned(File.bytes()))
          judgeRelease(File, Signed->Text);
    });
  }

private:
  static constexpr std::uint64_t MaxList = 64u << 20;
  /// Reading a list is cheap; looking for its entries is not quite.
  static constexpr std::size_t MaxEntries = 20'000;

  const Node *beside(const Node &File, std::string_view Name) const {
    std::string Path(directoryName(F.pathOf(File)));
    Path += '/';
    Path += Name;
    const Node *N = F.find(Path);
    return N && N->isRegularFile() ? N : nullptr;
  }

  /// Compares what a list says with the files that are there.
  bool judgeEntries(const Node &List, const std::vector<Listed> &Entries,
                    const std::string &Root) {
    bool HasFiles = false;
    const Listed *Weak = nullptr;
    for (const Listed &Entry :
         std::span(Entries).first(std::min(Entries.size(), MaxEntries))) {
      const Node *File = F.find(Root + "/" + std::string(Entry.Path));
      if (!File || !File->isRegularFile() || !Entry.Hash)
        continue;
      HasFiles = true;
      if (hasCollisions(*Entry.Hash) && !Weak)
        Weak = &Entry;
      if (hexOf(Bytes(digestOf(*Entry.Hash, File->bytes()))) !=
          lower(Entry.Digest))
        Facts.add(FlawKind::Invalid, List,
                  "lists '" + printable(Entry.Path) +
                      "' with a hash that the file does not have",
                  "listed " + std::string(Entry.Path));
    }
    if (Weak)
      Facts.add(FlawKind::Unsigned, List,
                "lists '" + printable(Weak->Path) +
                    "' with MD5 or SHA-1 alone, for which collisions can be "
                    "made",
                "weak list", Level::Warning);
    return HasFiles;
  }

  void judgePackages(const Node &List) {
    const std::string Path = F.pathOf(List);
    const std::vector<Listed> Entries = readPackages(List.bytes().text());
    if (Entries.empty())
      return;
    // Below "dists" it is one of Debian's, and the paths count from above.
    const std::size_t Dists = Path.find("/dists/");
    const bool IsDebian = Dists != Path.npos;
    const std::string Root =
        IsDebian ? Path.substr(0, Dists) : std::string(directoryName(Path));
    const bool HasFiles = judgeEntries(List, Entries, Root);
    const Node *Signature = beside(List, "Packages.sig");
    if (IsDebian || (!HasFiles && !Signature))
      return;
    Facts.checked("package feeds", {FlawKind::Unsigned, FlawKind::Invalid});
    if (Signature)
      judgeUsign(List, *Signature);
    else if (!beside(List, "Packages.asc"))
      Facts.add(FlawKind::Unsigned, List,
                "is the list of a package feed without a signature beside it",
                "feed");
  }

  void judgeUsign(const Node &List, const Node &File) {
    const auto Signature = readUsignSignature(File.bytes().text());
    if (!Signature) {
      // GnuPG's have the same name with some feeds; see OpenPgp.cpp.
      if (!readOpenPgpSignatures(File.bytes()).empty())
        return;
      Facts.add(FlawKind::Invalid, File, "is no signature that usign can read",
                "feed signature");
      return;
    }
    const UsignKey *Key = findUsignKey(Keys, Signature->Number);
    if (Key &&
        !verifiesEd25519(Key->Key, List.bytes(), Bytes(Signature->Value)))
      Facts.add(FlawKind::Invalid, List,
                "has a signature beside it that the key " + Key->Number +
                    " did not make: the list was changed after it was signed",
                "feed signature");
  }

  void judgeRelease(const Node &Release, std::string_view Text) {
    const std::vector<Listed> Entries = readRelease(Text);
    const std::string Root(directoryName(F.pathOf(Release)));
    if (Entries.empty() || !judgeEntries(Release, Entries, Root))
      return;
    Facts.checked("package repositories",
                  {FlawKind::Unsigned, FlawKind::Invalid});
    if (Release.Name == "Release" && !beside(Release, "Release.gpg") &&
        !beside(Release, "InRelease"))
      Facts.add(FlawKind::Unsigned, Release,
                "is the index of a package repository without a signature "
                "beside it",
                "repository");
  }

  const FileSystem &F;
  const std::vector<UsignKey> &Keys;
  TrustFacts &Facts;
};

const TrustJudge Registered([](const Image &I, TrustFacts &Facts) {
  const std::vector<UsignKey> Keys = usignKeysOf(I);
  for (const FileSystem &F : I.fileSystems())
    FeedJudge(F, Keys, Facts).run();
});

} // namespace
