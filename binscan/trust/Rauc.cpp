//===- binscan/trust/Rauc.cpp - RAUC's bundles ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// RAUC refuses a bundle without a valid signature by itself; what is left to go
// wrong is whom it trusts and what the signature covers at the time of use.
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Pem.h"
#include "binscan/readers/RaucBundle.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/Verity.h"
#include "binscan/trust/Trust.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

class RaucJudge {
public:
  RaucJudge(const Image &I, TrustFacts &Facts) : I(I), Facts(Facts) {}

  void run() {
    for (const FileSystem &F : I.rootFileSystems())
      readKeyring(F);
    for (const FileSystem &F : I.fileSystems())
      if (const Node *Manifest = F.find("/manifest.raucm");
          Manifest && Manifest->isRegularFile())
        judgeBundle(F, *Manifest);
  }

private:
  void readKeyring(const FileSystem &F) {
    constexpr std::size_t MaxCertificates = 64;
    const Node *Config = F.find("/etc/rauc/system.conf");
    if (!Config || !Config->isRegularFile())
      return;
    Facts.checked("updaters", {FlawKind::PublishedKey});
    for (const Setting &S :
         readSettings(Config->bytes().text(), Syntax::Equals)) {
      if (S.Section != "keyring" || S.Key != "path")
        continue;
      const std::string Path = S.Value.starts_with('/')
                                   ? std::string(S.Value)
                                   : "/etc/rauc/" + std::string(S.Value);
      const Node *File = F.find(Path);
      if (!File || !File->isRegularFile())
        continue;
      for (auto &Der :
           pemBlocks(File->bytes().text(), "CERTIFICATE", MaxCertificates)) {
        if (const auto Key = readCertificateKey(Bytes(Der)))
          Facts.judgeKey(*File, "lets RAUC trust", *Key);
        Keyring.push_back(std::move(Der));
      }
    }
  }

  /// The bytes that hold the file system and the signature, and whose node: the
  /// SquashFS is the first part of them, or has their name.
  const Node &wholeOf(const Node &FileSystemNode) const {
    const Node *Above = I.parent(FileSystemNode);
    return FileSystemNode.Kind == NodeKind::Chunk && Above &&
                   FileSystemNode.Offset == 0
               ? *Above
               : FileSystemNode;
  }

  void judgeBundle(const FileSystem &F, const Node &Manifest) {
    const Node &Whole = wholeOf(F.root());
    Facts.checked("RAUC bundles", {FlawKind::Unsigned, FlawKind::Invalid,
                                   FlawKind::PublishedKey});
    judgeSlots(F, Whole, readRaucManifest(Manifest.bytes().text()));
    const std::optional<RaucBundle> Bundle = readRaucBundle(Whole.bytes());
    const std::vector<Bytes> Anchors(Keyring.begin(), Keyring.end());
    const auto Enclosed =
        Bundle ? readCms(Bundle->Message, std::nullopt, Anchors) : std::nullopt;
    if (!Enclosed) {
      Facts.add(FlawKind::Unsigned, Whole,
                "is a RAUC bundle without a signature", "unsigned");
      return;
    }
    if (Enclosed->Content) {
      judgeMessage(Whole, *Enclosed);
      judgeTree(Whole, *Bundle,
                readRaucManifest(Enclosed->Content->bytes().text()));
      return;
    }
    if (const auto Detached =
            readCms(Bundle->Message, Bundle->Signed, Anchors)) {
      judgeMessage(Whole, *Detached);
      Facts.add(FlawKind::Unsigned, Whole,
                "is a RAUC bundle in the format 'plain', whose content can be "
                "exchanged between its verification and its installation; use "
                "'verity'",
                "plain", Level::Note);
    }
  }

  void judgeMessage(const Node &Whole, const CmsSignature &Cms) {
    for (const std::string &Hash : Cms.Hashes)
      if (const auto Kind = hashNamed(Hash); Kind && hasCollisions(*Kind))
        Facts.add(FlawKind::Unsigned, Whole,
                  "is a RAUC bundle that is signed with " + Hash +
                      ", for which collisions can be made",
                  "weak hash", Level::Warning);
    for (const PublicKey &Key : Cms.Signers)
      Facts.judgeKey(Whole, "is signed with", Key);
    if (!Cms.Verifies && !Cms.Signers.empty())
      Facts.add(FlawKind::Invalid, Whole,
                "is a RAUC bundle with a signature that its certificate's key "
                "did not make: it was changed after it was signed",
                "signature");
    else if (!Cms.IsTrusted && !Keyring.empty())
      Facts.add(FlawKind::Invalid, Whole,
                "is a RAUC bundle that is signed with a certificate to which "
                "the keyring in the image does not lead",
                "keyring");
  }

  void judgeTree(const Node &Whole, const RaucBundle &Bundle,
                 const RaucManifest &M) {
    const auto Root = readHex(M.VerityHash), Salt = readHex(M.VeritySalt);
    if (M.Format != "verity" || !Root || !Salt ||
        M.VeritySize > Bundle.Signed.size())
      return;
    const Bytes Data = Bundle.Signed.first(Bundle.Signed.size() - M.VeritySize);
    if (verityRoot(HashKind::Sha256, Data, Bytes(*Salt)) != *Root)
      Facts.add(FlawKind::Invalid, Whole,
                "is a RAUC bundle whose content does not have the hash tree "
                "that is signed",
                "verity");
  }

  void judgeSlots(const FileSystem &F, const Node &Whole,
                  const RaucManifest &M) {
    for (const RaucManifest::Slot &S : M.Slots) {
      const Node *File =
          S.File.empty() ? nullptr : F.find("/" + std::string(S.File));
      if (File && File->isRegularFile() && !S.Sha256.empty() &&
          lower(S.Sha256) != File->Sha256)
        Facts.add(FlawKind::Invalid, Whole,
                  "is a RAUC bundle with '" + printable(S.File) +
                      "', whose content does not have the sha256 in the "
                      "manifest",
                  "hash " + std::string(S.File));
    }
  }

  const Image &I;
  TrustFacts &Facts;
  std::vector<std::vector<std::uint8_t>> Keyring; ///< DER
};

const TrustJudge Registered([](const Image &I, TrustFacts &Facts) {
  RaucJudge(I, Facts).run();
});

} // namespace
