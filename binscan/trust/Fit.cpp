//===- binscan/trust/Fit.cpp - U-Boot's FIT images --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// U-Boot verifies a FIT image with the keys in its own device tree, the control
// tree, and only if that tree marks one of them as required. So an image is as
// good as the pair: a signed configuration here, a required key there.
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/FitImage.h"
#include "binscan/readers/Text.h"
#include "binscan/trust/Trust.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr unsigned ShortestRsa = 2048;

std::string quoted(std::string_view Name) {
  return "'" + printable(Name) + "'";
}

class FitJudge {
public:
  FitJudge(const Image &I, TrustFacts &Facts) : I(I), Facts(Facts) {}

  void run() {
    for (const Node *Tree : I.withFormat("dtb"))
      judgeControlTree(*Tree);
    bool HasSigned = false;
    for (const Node *N : I.withFormat("fit"))
      if (const std::optional<FitImage> Fit = readFitImage(N->bytes())) {
        HasSigned |= Fit->hasSignedConfiguration();
        judge(*N, *Fit);
      }
    if (HasSigned && Keys.empty())
      for (const Node *Tree : ControlTrees)
        Facts.add(FlawKind::UnverifiedBoot, *Tree,
                  "is the device tree of a U-Boot that holds no public key, "
                  "so it starts FIT images whether they are signed or not",
                  "no key");
  }

private:
  /// Properties that tell U-Boot's own tree from one for a kernel.
  static bool isControlTree(const DeviceTreeNode &Node, unsigned Depth = 0) {
    constexpr unsigned MaxDepth = 4;
    return std::ranges::any_of(Node.Properties,
                               [](const DeviceTreeNode::Property &P) {
                                 return P.Name.starts_with("u-boot,dm-") ||
                                        P.Name.starts_with("bootph-");
                               }) ||
           (Depth < MaxDepth && std::ranges::any_of(
                                    Node.Children,
                                    [&](const DeviceTreeNode &Child) {
                                      return isControlTree(Child, Depth + 1);
                                    }));
  }

  void judgeControlTree(const Node &N) {
    const std::optional<DeviceTreeNode> Root = readDeviceTree(N.bytes());
    if (!Root)
      return;
    const std::vector<FitKey> Found = readFitKeys(*Root);
    if (Found.empty()) {
      if (isControlTree(*Root))
        ControlTrees.push_back(&N);
      return;
    }
    Facts.checked("boot loader key sets",
                  {FlawKind::UnverifiedBoot, FlawKind::PublishedKey});
    if (std::ranges::all_of(
            Found, [](const FitKey &Key) { return Key.Required.empty(); }))
      Facts.add(FlawKind::UnverifiedBoot, N,
                "holds public keys of which none is 'required', so U-Boot "
                "starts images without a signature, too",
                "required");
    else if (std::ranges::none_of(Found, [](const FitKey &Key) {
               return Key.Required == "conf";
             }))
      Facts.add(FlawKind::UnverifiedBoot, N,
                "requires signatures of single images only, so signed parts "
                "of different releases can be mixed",
                "required image", Level::Warning);
    for (const FitKey &Key : Found) {
      if (!Key.Key)
        continue;
      Facts.judgeKey(N, "trusts", *Key.Key);
      if (Key.Key->Facts.Kind == "RSA" && Key.Key->Facts.Bits < ShortestRsa)
        Facts.add(FlawKind::UnverifiedBoot, N,
                  "trusts a " + describe(Key.Key->Facts) +
                      " key, which is short enough to be broken",
                  "short " + std::string(Key.Name), Level::Warning);
      Keys.push_back({&N, std::string(Key.Name), *Key.Key});
    }
  }

  void judge(const Node &N, const FitImage &Fit) {
    Facts.checked("FIT images", {FlawKind::Unsigned, FlawKind::Invalid});
    judgeHashes(N, Fit);
    const bool HasSignedParts = std::ranges::any_of(
        Fit.Parts, [](const FitPart &P) { return !P.Signatures.empty(); });
    if (Fit.hasSignedConfiguration())
      judgeConfigurations(N, Fit);
    else if (HasSignedParts)
      Facts.add(FlawKind::Unsigned, N,
                "signs its parts one by one but no configuration, so signed "
                "parts of different releases can be mixed",
                "mix and match", Level::Warning);
    else
      Facts.add(FlawKind::Unsigned, N,
                "is a FIT image without a signature, and its hashes only find "
                "accidents",
                "unsigned");
    for (const FitPart &P : Fit.Parts)
      for (const FitSignature &S : P.Signatures)
        judgeSignature(N, P.Name, S);
  }

  void judgeConfigurations(const Node &N, const FitImage &Fit) {
    for (const FitConfiguration &C : Fit.Configurations) {
      if (C.Signatures.empty()) {
        if (C.Name == Fit.Default)
          Facts.add(FlawKind::Unsigned, N,
                    "does not sign its default configuration " +
                        quoted(C.Name) + ", although it signs others",
                    "default");
        continue;
      }
      for (const FitSignature &S : C.Signatures)
        judgeSignature(N, C.Name, S);
      if (!C.Uncovered.empty())
        Facts.add(FlawKind::Unsigned, N,
                  "signs the configuration " + quoted(C.Name) +
                      " but leaves out " + quoted(C.Uncovered.front()) +
                      ", which can be replaced",
                  "uncovered " + std::string(C.Name));
      for (const std::string_view Name : C.Parts)
        judgeBinding(N, C, *Fit.part(Name));
    }
  }

  /// The data of a part is bound to the configuration by its hashes.
  void judgeBinding(const Node &N, const FitConfiguration &C,
                    const FitPart &P) {
    if (!P.Signatures.empty())
      return;
    if (P.Hashes.empty())
      Facts.add(FlawKind::Unsigned, N,
                "signs the configuration " + quoted(C.Name) + " with " +
                    quoted(P.Name) +
                    ", which has no hash, so its data can be replaced",
                "no hash " + std::string(P.Name));
    else if (std::ranges::none_of(P.Hashes, [](const FitHash &H) {
               const std::optional<HashKind> Kind = hashNamed(H.Algorithm);
               return Kind && !hasCollisions(*Kind);
             }))
      Facts.add(FlawKind::Unsigned, N,
                "binds " + quoted(P.Name) + " to the signed configuration " +
                    quoted(C.Name) + " by " +
                    printable(P.Hashes.front().Algorithm) +
                    " alone, for which collisions can be made",
                "weak binding " + std::string(P.Name), Level::Warning);
  }

  void judgeHashes(const Node &N, const FitImage &Fit) {
    for (const FitPart &P : Fit.Parts)
      for (const FitHash &H : P.Hashes) {
        const std::optional<HashKind> Kind = hashNamed(H.Algorithm);
        if (!Kind || !P.Data || hasDigest(*Kind, *P.Data, H.Value))
          continue;
        Facts.add(FlawKind::Invalid, N,
                  "holds " + quoted(P.Name) +
                      ", whose data does not have the " +
                      printable(H.Algorithm) + " hash that the image states",
                  "hash " + std::string(P.Name));
      }
  }

  void judgeSignature(const Node &N, std::string_view Of,
                      const FitSignature &S) {
    if (S.Hash && hasCollisions(*S.Hash))
      Facts.add(FlawKind::Unsigned, N,
                "signs " + quoted(Of) + " with " + printable(S.Algorithm) +
                    ", for whose hash collisions exist",
                "sha1 " + std::string(Of), Level::Warning);
    if (S.RsaBits != 0 && S.RsaBits < ShortestRsa)
      Facts.add(FlawKind::Unsigned, N,
                "signs " + quoted(Of) + " with " + printable(S.Algorithm) +
                    ", whose key is short enough to be broken",
                "short " + std::string(Of), Level::Warning);
    if (!S.Hash || S.Covered.empty())
      return;
    const std::vector<std::uint8_t> Digest = digestOf(*S.Hash, S.Covered);
    const Anchor *Named = nullptr;
    for (const Anchor &A : Keys) {
      if (verifies(A.Key, S.Scheme, *S.Hash, Bytes(Digest), S.Value))
        return;
      if (!Named && A.Name == S.KeyName)
        Named = &A;
    }
    if (Named)
      Facts.add(FlawKind::Invalid, N,
                "has a signature of " + quoted(Of) + " that the key " +
                    quoted(S.KeyName) + " in " +
                    quoted(pathInside(I, *Named->Where)) +
                    " did not make: it was changed after it was signed, or "
                    "signed with another key of that name",
                "signature " + std::string(Of));
  }

  struct Anchor {
    const Node *Where;
    std::string Name;
    PublicKey Key;
  };

  const Image &I;
  TrustFacts &Facts;
  std::vector<Anchor> Keys;
  /// U-Boot's own trees that have no key.
  std::vector<const Node *> ControlTrees;
};

const TrustJudge Registered([](const Image &I, TrustFacts &Facts) {
  FitJudge(I, Facts).run();
});

} // namespace
