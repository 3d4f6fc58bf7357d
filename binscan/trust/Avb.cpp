//===- binscan/trust/Avb.cpp - Android Verified Boot ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Avb.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/Verity.h"
#include "binscan/trust/Trust.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

class AvbJudge {
public:
  AvbJudge(const Image &I, TrustFacts &Facts) : I(I), Facts(Facts) {}

  void run() {
    for (const Node *N : I.withFormat("avb-vbmeta"))
      if (const auto V = readAvbVbmeta(N->bytes()))
        judge(*N, *V);
  }

private:
  /// The metadata of a single partition may be unsigned: the top one repeats
  /// what it says.
  bool isOfPartition(const Node &N) const {
    const Node *Above = I.parent(N);
    while (Above && Above->Format.empty())
      Above = I.parent(*Above);
    return Above && Above->Format == "avb-partition";
  }

  void judge(const Node &N, const AvbVbmeta &V) {
    Facts.checked("Verified Boot structures",
                  {FlawKind::Unsigned, FlawKind::Invalid,
                   FlawKind::PublishedKey, FlawKind::UnverifiedBoot,
                   FlawKind::NoRollback});
    const bool IsTop = !isOfPartition(N);
    if (V.SignedWith == AvbVbmeta::None) {
      if (IsTop)
        Facts.add(FlawKind::Unsigned, N,
                  "describes partitions for Android Verified Boot without a "
                  "signature (algorithm NONE)",
                  "unsigned");
    } else {
      judgeSignature(N, V);
    }
    if (V.Flags & AvbVbmeta::VerificationDisabled)
      Facts.add(FlawKind::UnverifiedBoot, N,
                "switches Android Verified Boot off "
                "(VERIFICATION_DISABLED)",
                "verification disabled");
    else if (V.Flags & AvbVbmeta::HashTreeDisabled)
      Facts.add(FlawKind::UnverifiedBoot, N,
                "switches the verification of file systems off "
                "(HASHTREE_DISABLED)",
                "hashtree disabled");
    if (IsTop && V.SignedWith != AvbVbmeta::None && V.RollbackIndex == 0)
      Facts.add(FlawKind::NoRollback, N,
                "is signed for Android Verified Boot with the rollback index 0",
                "rollback index", Level::Note);
    for (const AvbDescriptor &D : V.Descriptors)
      judgeDescriptor(N, D);
  }

  void judgeSignature(const Node &N, const AvbVbmeta &V) {
    const auto Parts = V.key();
    const auto Key = Parts ? rsaPublicKey(Parts->Modulus, 65537) : std::nullopt;
    if (Key)
      Facts.judgeKey(N, "is signed with", *Key);
    const HashKind Hash = V.SignedWith >= AvbVbmeta::Sha512Rsa2048
                              ? HashKind::Sha512
                              : HashKind::Sha256;
    if (V.digestIsRight() == false)
      Facts.add(FlawKind::Invalid, N,
                "describes partitions for Android Verified Boot and does not "
                "have the digest that it states",
                "digest");
    else if (!Key || !verifies(*Key, SignatureScheme::RsaPkcs1, Hash, V.Digest,
                               V.Signature))
      Facts.add(FlawKind::Invalid, N,
                "describes partitions for Android Verified Boot with a "
                "signature that does not fit the key in it",
                "signature");
  }

  /// The content that a descriptor is about: the partition around it, or the
  /// file of that name beside it.
  std::optional<Bytes> contentOf(const Node &N, const AvbDescriptor &D) const {
    if (isOfPartition(N))
      return I.parent(N)->bytes().slice(0, D.ImageSize);
    const std::string File = std::string(D.Partition) + ".img";
    const Node *Around = I.parent(N);
    while (Around && !Around->isDirectory() && !Around->HoldsFiles)
      Around = I.parent(*Around);
    if (!Around)
      return std::nullopt;
    for (const NodeId Id : Around->Children)
      if (I.node(Id).isRegularFile() && I.node(Id).Name == File)
        return I.node(Id).bytes().slice(0, D.ImageSize);
    return std::nullopt;
  }

  void judgeDescriptor(const Node &N, const AvbDescriptor &D) {
    if (D.Kind == AvbDescriptor::Tag::ChainPartition) {
      if (const auto Parts = readAvbPublicKey(D.PublicKey))
        if (const auto Key = rsaPublicKey(Parts->Modulus, 65537))
          Facts.judgeKey(N, "trusts for another partition", *Key);
      return;
    }
    if (D.Kind != AvbDescriptor::Tag::Hash &&
        D.Kind != AvbDescriptor::Tag::HashTree)
      return;
    const std::optional<HashKind> Hash = hashNamed(D.HashAlgorithm);
    if (!Hash)
      return;
    if (hasCollisions(*Hash))
      Facts.add(FlawKind::Unsigned, N,
                "binds the partition '" + printable(D.Partition) + "' by " +
                    printable(D.HashAlgorithm) +
                    ", for which collisions can be made",
                "weak " + std::string(D.Partition), Level::Warning);
    const std::optional<Bytes> Content = contentOf(N, D);
    if (!Content)
      return;
    const Bytes Salted[] = {D.Salt, *Content};
    const std::vector<std::uint8_t> Computed =
        D.Kind == AvbDescriptor::Tag::Hash
            ? digestOf(*Hash, Salted)
            : verityRoot(*Hash, *Content, D.Salt);
    if (Bytes(Computed).text() != D.Digest.text())
      Facts.add(FlawKind::Invalid, N,
                "describes the partition '" + printable(D.Partition) +
                    "', whose content does not have the digest in it",
                "partition " + std::string(D.Partition));
  }

  const Image &I;
  TrustFacts &Facts;
};

const TrustJudge Registered([](const Image &I, TrustFacts &Facts) {
  AvbJudge(I, Facts).run();
});

} // namespace
