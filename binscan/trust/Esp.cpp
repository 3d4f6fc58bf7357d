//===- binscan/trust/Esp.cpp - Programs of ESP32 chips ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A signature block of Secure Boot V2 brings its key, so it can always be
// verified; whether the chip insists on one, and on which key, is burnt into
// its eFuses and not to be seen in an image.
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/EspImage.h"
#include "binscan/readers/Text.h"
#include "binscan/trust/Trust.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// The chip has its numbers least significant byte first.
std::vector<std::uint8_t> reversed(Bytes Number) {
  std::vector<std::uint8_t> Copy(Number.begin(), Number.end());
  std::ranges::reverse(Copy);
  return Copy;
}

/// Two numbers of the same length, each turned around.
std::pair<std::vector<std::uint8_t>, std::vector<std::uint8_t>>
reversedHalves(Bytes Pair) {
  const std::uint64_t Half = Pair.size() / 2;
  return {reversed(Pair.first(Half)), reversed(Pair.from(Half).first(Half))};
}

std::optional<PublicKey> keyOf(const EspSignatureBlock &B) {
  if (B.Kind == EspSignatureBlock::Scheme::RsaPss3072)
    return rsaPublicKey(Bytes(reversed(B.Modulus)), B.Exponent);
  const char *Curve = B.Curve == 1   ? "prime192v1"
                      : B.Curve == 2 ? "prime256v1"
                                     : "secp384r1";
  const auto [X, Y] = reversedHalves(B.Point);
  return ecPublicKey(Curve, Bytes(X), Bytes(Y));
}

bool fits(const EspSignatureBlock &B, const PublicKey &Key) {
  const HashKind Hash =
      B.ImageDigest.size() == 48 ? HashKind::Sha384 : HashKind::Sha256;
  if (B.Kind == EspSignatureBlock::Scheme::RsaPss3072)
    return verifies(Key, SignatureScheme::RsaPss, Hash, B.ImageDigest,
                    Bytes(reversed(B.Signature)));
  auto [Plain, S] = reversedHalves(B.Signature);
  Plain.insert(Plain.end(), S.begin(), S.end());
  return verifies(Key, SignatureScheme::EcdsaPlain, Hash, B.ImageDigest,
                  Bytes(Plain));
}

void judgeBlock(const Node &N, const EspSignatureBlock &B, TrustFacts &Facts) {
  const std::optional<PublicKey> Key = keyOf(B);
  if (!B.DigestIsRight) {
    Facts.add(FlawKind::Invalid, N,
              "has a signature block for other content: it was changed after "
              "it was signed",
              "block digest");
    return;
  }
  if (!Key || !fits(B, *Key)) {
    Facts.add(FlawKind::Invalid, N,
              "has a signature block whose signature does not fit the key in "
              "it",
              "block signature");
    return;
  }
  Facts.judgeKey(N, "is signed with", *Key);
}

void judge(const Node &N, const EspImage &E, bool HasSignedV1,
           TrustFacts &Facts) {
  Facts.checked("ESP32 programs",
                {FlawKind::Unsigned, FlawKind::Invalid, FlawKind::PublishedKey,
                 FlawKind::NoRollback});
  if (E.DigestIsRight == false)
    Facts.add(FlawKind::Invalid, N,
              "is a program whose content does not have the SHA-256 that it "
              "states",
              "digest");
  for (const EspSignatureBlock &B : E.Signatures)
    judgeBlock(N, B, Facts);
  const bool IsSigned = !E.Signatures.empty() || E.SignatureV1;
  // Secure Boot V1 keeps the boot loader's digest apart from it.
  const bool IsLoaderV1 = !E.Description && HasSignedV1;
  if (!IsSigned && !IsLoaderV1)
    Facts.add(FlawKind::Unsigned, N,
              "is a program for the " + E.chipName() + " without a signature",
              "unsigned");
  if (IsSigned && E.Description && E.Description->SecureVersion == 0)
    Facts.add(FlawKind::NoRollback, N, "is a program with the secure version 0",
              "secure version", Level::Note);
}

const TrustJudge Registered([](const Image &I, TrustFacts &Facts) {
  std::vector<std::pair<const Node *, EspImage>> Images;
  bool HasSignedV1 = false;
  for (const Node *N : I.withFormat("esp-image"))
    if (auto Read = readEspImage(N->bytes())) {
      HasSignedV1 |= Read->SignatureV1.has_value();
      Images.emplace_back(N, std::move(*Read));
    }
  for (const auto &[N, Read] : Images)
    judge(*N, Read, HasSignedV1, Facts);
});

} // namespace
