//===- binscan/trust/SwUpdate.cpp - SWUpdate's packages ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SWUpdate's signature covers the description alone; what the description does
// not hash is not signed. It is an RSA signature or a CMS message, and the
// device is told by -k, or in swupdate.cfg, which key or certificate to verify
// it with. Without that, a SWUpdate that runs was built to install anything.
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/BootGraph.h"
#include "binscan/readers/Pem.h"
#include "binscan/readers/SwDescription.h"
#include "binscan/readers/Text.h"
#include "binscan/trust/Trust.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::size_t MaxKeys = 16;

/// What a device verifies updates with.
struct Anchors {
  std::vector<PublicKey> Keys;
  std::vector<std::vector<std::uint8_t>> Certificates; ///< DER

  bool empty() const { return Keys.empty() && Certificates.empty(); }
  std::vector<Bytes> views() const {
    return {Certificates.begin(), Certificates.end()};
  }
};

void readAnchors(Bytes File, Anchors &Into) {
  const std::string_view Text = File.text();
  for (const char *Label : {"PUBLIC KEY", "RSA PUBLIC KEY"})
    for (const auto &Der : pemBlocks(Text, Label, MaxKeys))
      if (auto Key = readPublicKey(Bytes(Der)))
        Into.Keys.push_back(std::move(*Key));
  for (auto &Der : pemBlocks(Text, "CERTIFICATE", MaxKeys)) {
    if (auto Key = readCertificateKey(Bytes(Der)))
      Into.Keys.push_back(std::move(*Key));
    Into.Certificates.push_back(std::move(Der));
  }
}

/// The words behind -k and --key, and the value of public-key-file, in a text
/// of any syntax: an option list, a shell variable, libconfig.
std::vector<std::string> keyPathsIn(std::string_view Text) {
  std::vector<std::string> Paths;
  for (const Line &L : splitLines(Text)) {
    if (trim(L.Text).starts_with('#'))
      continue;
    std::string Plain(L.Text);
    for (char &C : Plain)
      if (C == '"' || C == '\'' || C == '=' || C == ';' || C == ',')
        C = ' ';
    const std::vector<std::string_view> Words = splitWords(Plain);
    for (std::size_t I = 0; I + 1 < Words.size(); ++I)
      if (Words[I] == "-k" || Words[I] == "--key" ||
          Words[I] == "public-key-file")
        Paths.emplace_back(Words[I + 1]);
  }
  return Paths;
}

class SwUpdateJudge {
public:
  SwUpdateJudge(const Image &I, TrustFacts &Facts) : I(I), Facts(Facts) {}

  void run() {
    for (const FileSystem &F : I.rootFileSystems())
      judgeUpdater(F);
    for (const Node *Archive : I.withFormat("swu"))
      judgePackage(*Archive);
  }

private:
  /// Whatever configures the updater: its own folders, and who starts it.
  void judgeUpdater(const FileSystem &F) {
    const BootGraph Graph = bootGraph(F);
    const std::vector<const StartedCommand *> Started =
        Graph.running({"swupdate"});
    std::vector<std::string> Paths;
    for (const StartedCommand *C : Started)
      for (const char *Flag : {"-k", "--key"})
        if (const auto Path = C->valueOf(Flag))
          Paths.emplace_back(*Path);
    bool IsTold = !Paths.empty();
    F.forEachFile([&](const Node &File) {
      const std::string Path = F.pathOf(File);
      constexpr std::uint64_t MaxFile = 1u << 16;
      if (!Path.starts_with("/etc/swupdate") &&
          !Path.starts_with("/usr/lib/swupdate") &&
          Path != "/etc/default/swupdate")
        return;
      if (File.bytes().size() > MaxFile)
        return;
      for (std::string &Key : keyPathsIn(File.bytes().text())) {
        IsTold = true;
        Paths.push_back(std::move(Key));
      }
    });
    for (const std::string &Path : Paths)
      if (const Node *File = F.find(Path); File && File->isRegularFile()) {
        Anchors Here;
        readAnchors(File->bytes(), Here);
        for (const PublicKey &Key : Here.Keys)
          Facts.judgeKey(*File, "lets SWUpdate trust", Key);
        readAnchors(File->bytes(), Known);
      }
    if (Started.empty())
      return;
    Facts.checked("updaters",
                  {FlawKind::UnverifiedUpdate, FlawKind::PublishedKey});
    if (!IsTold)
      Facts.Flaws.push_back({FlawKind::UnverifiedUpdate,
                             Started.front()->File->Id, Started.front()->Line,
                             "starts SWUpdate, which installs what it is given",
                             "swupdate", Level::Error,
                             " without a public key (-k)"});
  }

  static const Node *entry(const Image &I, const Node &Archive,
                           std::string_view Name) {
    for (const NodeId Id : Archive.Children)
      if (I.node(Id).isRegularFile() && I.node(Id).Name == Name)
        return &I.node(Id);
    return nullptr;
  }

  void judgePackage(const Node &Archive) {
    const Node *Description = entry(I, Archive, "sw-description");
    if (!Description)
      return;
    Facts.checked("SWUpdate packages", {FlawKind::Unsigned, FlawKind::Invalid,
                                        FlawKind::PublishedKey});
    const Node *Signature = entry(I, Archive, "sw-description.sig");
    if (!Signature)
      Facts.add(FlawKind::Unsigned, Archive,
                "is a SWUpdate package without a signature", "unsigned");
    else
      judgeSignature(Archive, Description->bytes(), Signature->bytes());
    for (const SwArtifact &A : readSwDescription(Description->bytes().text()))
      judgeArtifact(Archive, A, Signature != nullptr);
  }

  void judgeArtifact(const Node &Archive, const SwArtifact &A, bool IsSigned) {
    const Node *File = entry(I, Archive, A.File);
    if (!File)
      return;
    if (A.Sha256.empty()) {
      if (IsSigned)
        Facts.add(FlawKind::Unsigned, Archive,
                  "is a SWUpdate package whose signed description has no "
                  "sha256 for '" +
                      printable(A.File) + "', so that can be replaced",
                  "no hash " + A.File);
    } else if (!A.IsEncrypted && lower(A.Sha256) != File->Sha256) {
      Facts.add(FlawKind::Invalid, Archive,
                "is a SWUpdate package with '" + printable(A.File) +
                    "', whose content does not have the sha256 in the "
                    "description",
                "hash " + A.File);
    }
  }

  void judgeSignature(const Node &Archive, Bytes Description, Bytes Signature) {
    const std::vector<Bytes> Certificates = Known.views();
    if (const auto Cms = readCms(Signature, Description, Certificates)) {
      for (const std::string &Hash : Cms->Hashes)
        if (const auto Kind = hashNamed(Hash); Kind && hasCollisions(*Kind))
          Facts.add(FlawKind::Unsigned, Archive,
                    "is a SWUpdate package that is signed with " + Hash +
                        ", for which collisions can be made",
                    "weak hash", Level::Warning);
      for (const PublicKey &Key : Cms->Signers)
        Facts.judgeKey(Archive, "is signed with", Key);
      // Without its certificate, a signature of an unknown key says nothing.
      if (!Cms->Verifies && !Cms->Signers.empty())
        complain(Archive, "that its certificate's key did not make: it was "
                          "changed after it was signed");
      else if (!Cms->IsTrusted && !Certificates.empty())
        complain(Archive, "by a certificate that the one on the device does "
                          "not lead to");
      return;
    }
    const std::vector<std::uint8_t> Digest =
        digestOf(HashKind::Sha256, Description);
    const bool Fits = std::ranges::any_of(Known.Keys, [&](const PublicKey &K) {
      for (const SignatureScheme Scheme :
           {SignatureScheme::RsaPkcs1, SignatureScheme::RsaPss})
        if (verifies(K, Scheme, HashKind::Sha256, Bytes(Digest), Signature)) {
          Facts.judgeKey(Archive, "is signed with", K);
          return true;
        }
      return false;
    });
    if (!Fits && !Known.Keys.empty())
      complain(Archive, "that no key on the device made: it was changed after "
                        "it was signed, or signed with another key");
  }

  void complain(const Node &Archive, std::string_view Why) {
    Facts.add(FlawKind::Invalid, Archive,
              "is a SWUpdate package with a signature " + std::string(Why),
              "signature");
  }

  const Image &I;
  TrustFacts &Facts;
  /// Of all systems in the image.
  Anchors Known;
};

const TrustJudge Registered([](const Image &I, TrustFacts &Facts) {
  SwUpdateJudge(I, Facts).run();
});

} // namespace
