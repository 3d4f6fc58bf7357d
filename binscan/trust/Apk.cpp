//===- binscan/trust/Apk.cpp - Alpine's packages ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A package of apk 2 is three gzip streams behind each other, each with a tar
// archive. The first has a file for each signature, which is named after the
// key and signs the bytes of the second; the second describes the package and
// has a hash of the third, which is its files. The list of a repository is the
// same without a third stream, and knows each package by a hash of its second
// one. Version 3 is a file of blocks: see readers/Adb.h.
//
// A device trusts the keys in /etc/apk/keys.
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Adb.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Pem.h"
#include "binscan/readers/Text.h"
#include "binscan/trust/Trust.h"
#include "firmcop/Base64.h"

#include <algorithm>
#include <span>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::string_view NotMade =
    " did not make: it was changed after it was signed";

/// A public key and the file that it lies in.
struct NamedKey {
  std::string_view FileName;
  PublicKey Key;
};

std::vector<NamedKey> readKeys(const Image &I, TrustFacts &Facts) {
  constexpr std::uint64_t MaxFile = 16 * 1024;
  std::vector<NamedKey> Keys;
  for (const FileSystem &F : I.fileSystems())
    F.forEachFile([&](const Node &File) {
      const std::string Path = F.pathOf(File);
      if (!contains(Path, "/apk/keys/") || File.bytes().size() > MaxFile)
        return;
      for (const auto &Der : pemBlocks(File.bytes().text(), "PUBLIC KEY", 1))
        if (auto Key = readPublicKey(Bytes(Der))) {
          Facts.checked("keys that apk trusts", {FlawKind::PublishedKey});
          Facts.judgeKey(File, "lets apk trust", *Key);
          Keys.push_back({File.Name, std::move(*Key)});
        }
    });
  return Keys;
}

/// The streams of a package or list of version 2.
struct Segments {
  const Node *Whole = nullptr;          ///< the file with all of them
  std::vector<const Node *> Signatures; ///< files of the first stream
  Bytes Signed;                         ///< what they are about
  Bytes Files;                          ///< behind what is signed
};

class ApkJudge {
public:
  ApkJudge(const Image &I, TrustFacts &Facts)
      : I(I), Facts(Facts), Keys(readKeys(I, Facts)) {}

  void run() {
    for (const Node &N : I.nodes()) {
      if (N.Name == ".PKGINFO" && N.isRegularFile())
        judgePackage(N);
      else if (N.Name == "APKINDEX" && N.isRegularFile())
        judgeIndex(N);
      else if (N.Format == "adb")
        judgeBlocks(N);
    }
  }

private:
  /// The gzip stream that a file lies in at the top of a tar archive.
  const Node *streamOf(const Node &File) const {
    const Node *Archive = I.parent(File);
    const Node *Stream = Archive ? I.parent(*Archive) : nullptr;
    return Stream && Stream->Format == "gzip" ? Stream : nullptr;
  }

  /// The file with all the streams, which is the stream itself if there is only
  /// one.
  const Node &wholeOf(const Node &Stream) const {
    return Stream.Kind == NodeKind::Chunk ? *I.parent(Stream) : Stream;
  }

  /// What lies around a description; nothing if it is in no stream.
  std::optional<Segments> segmentsAround(const Node &Description,
                                         bool HasFiles) const {
    const Node *Stream = streamOf(Description);
    if (!Stream)
      return std::nullopt;
    const Node &Whole = wholeOf(*Stream);
    const std::uint64_t At = &Whole == Stream ? 0 : Stream->Offset.value_or(0);
    Segments S{&Whole, {}, Whole.bytes().from(At), {}};
    if (HasFiles) {
      S.Signed = Stream->bytes();
      S.Files = Whole.bytes().from(At + Stream->bytes().size());
    }
    for (const NodeId Id : Whole.Children) {
      const Node &First = I.node(Id);
      if (First.Offset != 0 || First.bytes().size() != At)
        continue;
      for (const NodeId Inside : First.Children)
        for (const NodeId File : I.node(Inside).Children)
          if (I.node(File).Name.starts_with(".SIGN."))
            S.Signatures.push_back(&I.node(File));
    }
    return S;
  }

  void judgeSignatures(const Node &On, const Segments &S) {
    static constexpr std::pair<std::string_view, HashKind> Kinds[] = {
        {".SIGN.RSA.", HashKind::Sha1},
        {".SIGN.RSA256.", HashKind::Sha256},
        {".SIGN.RSA512.", HashKind::Sha512}};
    for (const Node *File : S.Signatures)
      for (const auto &[Start, Hash] : Kinds) {
        const std::string_view Name = File->Name;
        if (!Name.starts_with(Start))
          continue;
        const std::string_view KeyName = Name.substr(Start.size());
        std::vector<std::uint8_t> Digest = digestOf(Hash, S.Signed);
        judge(
            On, printable(KeyName),
            [&](const NamedKey &Key) { return Key.FileName == KeyName; },
            [&](const PublicKey &Key) {
              return verifies(Key, SignatureScheme::RsaPkcs1, Hash,
                              Bytes(Digest), File->bytes());
            });
        if (hasCollisions(Hash))
          Facts.add(FlawKind::Unsigned, On,
                    "has a signature of apk over SHA-1, for which collisions "
                    "can be made",
                    "apk weak hash", Level::Warning);
      }
  }

  /// Verifies with each key that \p IsMeant.
  template <class Meant, class Verify>
  void judge(const Node &On, const std::string &Name, Meant IsMeant,
             Verify Fits) {
    const auto Key = std::ranges::find_if(Keys, IsMeant);
    if (Key == Keys.end()) {
      Facts.checked("signatures of apk by keys that are not in the image",
                    {FlawKind::Invalid});
      return;
    }
    Facts.checked("signatures of apk",
                  {FlawKind::Invalid, FlawKind::PublishedKey});
    if (std::ranges::none_of(
            Keys, [&](const NamedKey &K) { return IsMeant(K) && Fits(K.Key); }))
      Facts.add(FlawKind::Invalid, On,
                "has a signature that the key '" + Name + "'" +
                    std::string(NotMade),
                "apk signature");
  }

  void judgePackage(const Node &Info) {
    const std::optional<Segments> S = segmentsAround(Info, true);
    if (!S)
      return;
    const Node &Whole = *S->Whole;
    // Other package managers have a file of that name, too.
    if (S->Signatures.empty() && !Whole.Name.ends_with(".apk"))
      return;
    judgeSignatures(Whole, *S);
    for (const Setting &Field :
         readSettings(Info.bytes().text(), Syntax::Equals))
      if (Field.Key == "datahash" &&
          !hasDigest(HashKind::Sha256, S->Files,
                     Bytes(readHex(Field.Value).value_or(Number()))))
        Facts.add(FlawKind::Invalid, Whole,
                  "is a package of apk whose files do not have the hash in its "
                  "description",
                  "apk datahash");
    Facts.checked("packages of apk", {FlawKind::Invalid});
    if (S->Signatures.empty() && !beside(Whole, "APKINDEX.tar.gz"))
      Facts.add(FlawKind::Unsigned, Whole,
                "is a package of apk without a signature", "apk");
  }

  const Node *beside(const Node &N, std::string_view Name) const {
    const Node *Folder = I.parent(N);
    if (!Folder || !N.File)
      return nullptr;
    for (const NodeId Id : Folder->Children)
      if (I.node(Id).Name == Name)
        return &I.node(Id);
    return nullptr;
  }

  void judgeIndex(const Node &List) {
    const std::optional<Segments> S = segmentsAround(List, false);
    if (!S)
      return;
    const Node &Whole = *S->Whole;
    judgeSignatures(Whole, *S);
    Facts.checked("package repositories",
                  {FlawKind::Unsigned, FlawKind::Invalid});
    if (S->Signatures.empty())
      Facts.add(FlawKind::Unsigned, Whole,
                "is the index of a package repository without a signature",
                "apk index");
    std::string_view Hash, Package, Version;
    const auto Finish = [&] {
      if (!Hash.empty() && !Package.empty())
        judgeListed(Whole, std::string(Package) + "-" + std::string(Version),
                    Hash);
      Hash = Package = Version = {};
    };
    for (const Line &L : splitLines(List.bytes().text())) {
      const std::string_view Value =
          L.Text.substr(std::min<std::size_t>(2, L.Text.size()));
      if (L.Text.empty())
        Finish();
      else if (L.Text.starts_with("C:"))
        Hash = Value;
      else if (L.Text.starts_with("P:"))
        Package = Value;
      else if (L.Text.starts_with("V:"))
        Version = Value;
    }
    Finish();
  }

  /// "Q1" is the SHA-1, "Q2" the SHA-256 of a package's second stream.
  void judgeListed(const Node &List, const std::string &Package,
                   std::string_view Hash) {
    const Node *File = beside(List, Package + ".apk");
    const auto Digest =
        decodeBase64(Hash.substr(std::min<std::size_t>(2, Hash.size())));
    const bool IsSha1 = Hash.starts_with("Q1");
    if (!File || !Digest || (!IsSha1 && !Hash.starts_with("Q2")))
      return;
    for (const NodeId Id : File->Children) {
      const Node &Stream = I.node(Id);
      const bool IsControl =
          std::ranges::any_of(Stream.Children, [&](NodeId Archive) {
            return std::ranges::any_of(
                I.node(Archive).Children, [&](NodeId Member) {
                  return I.node(Member).Name == ".PKGINFO";
                });
          });
      if (IsControl && !hasDigest(IsSha1 ? HashKind::Sha1 : HashKind::Sha256,
                                  Stream.bytes(), Bytes(*Digest)))
        Facts.add(FlawKind::Invalid, List,
                  "lists '" + printable(Package) +
                      "' with a hash that the package does not have",
                  "listed " + Package);
    }
  }

  void judgeBlocks(const Node &N) {
    const std::optional<AdbFile> File = readAdb(N.bytes());
    if (!File)
      return;
    Facts.checked("packages of apk", {FlawKind::Unsigned, FlawKind::Invalid});
    if (File->Signatures.empty())
      Facts.add(FlawKind::Unsigned, N,
                "is a package or list of apk without a signature", "apk");
    constexpr std::size_t MostSignatures = 16;
    for (const Bytes Signature :
         std::span(File->Signatures)
             .first(std::min(File->Signatures.size(), MostSignatures)))
      if (const std::optional<Bytes> Name = adbKeyOf(Signature))
        judge(
            N, hexOf(*Name),
            [&](const NamedKey &Key) {
              return Bytes(adbNameOf(Key.Key)).text() == Name->text();
            },
            [&](const PublicKey &Key) {
              return verifies(Key, *File, Signature);
            });
  }

  using Number = std::vector<std::uint8_t>;

  const Image &I;
  TrustFacts &Facts;
  const std::vector<NamedKey> Keys;
};

const TrustJudge Registered([](const Image &I, TrustFacts &Facts) {
  ApkJudge(I, Facts).run();
});

} // namespace
