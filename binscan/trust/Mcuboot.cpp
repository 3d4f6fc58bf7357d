//===- binscan/trust/Mcuboot.cpp - MCUboot images ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An MCUboot image says by a hash which key it is for, and the boot loader has
// the key itself among its constants, as DER. So a dump of the whole flash
// holds all that is needed; an update alone holds the hash.
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Mcuboot.h"
#include "binscan/Content.h"
#include "binscan/trust/Trust.h"

#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// How the DER of a public key begins, and how long it is.
struct KeyShape {
  std::string_view Start;
  std::uint64_t Length;
};
constexpr KeyShape Shapes[] = {
    {{"\x30\x82\x01\x0A\x02\x82\x01\x01\x00", 9}, 270}, // RSA-2048, PKCS #1
    {{"\x30\x82\x01\x8A\x02\x82\x01\x81\x00", 9}, 398}, // RSA-3072
    {{"\x30\x59\x30\x13\x06\x07\x2A\x86\x48\xCE\x3D", 11}, 91},  // P-256
    {{"\x30\x76\x30\x10\x06\x07\x2A\x86\x48\xCE\x3D", 11}, 120}, // P-384
    {{"\x30\x2A\x30\x05\x06\x03\x2B\x65\x70", 9}, 44},           // Ed25519
};

/// The keys of the image by their SHA-256, in hex.
using KeyRing = std::map<std::string, PublicKey, std::less<>>;

void collectKeys(Bytes File, const std::set<std::string, std::less<>> &Wanted,
                 KeyRing &Into) {
  // Files of nothing but such beginnings must not cost more than others.
  unsigned Trials = 4096;
  const std::string_view Text = File.text();
  for (const KeyShape &Shape : Shapes)
    for (std::size_t At = Text.find(Shape.Start); At != Text.npos && Trials;
         At = Text.find(Shape.Start, At + 1), --Trials) {
      const std::optional<Bytes> Der = File.slice(At, Shape.Length);
      const std::string Name = Der ? fingerprintOf(*Der) : std::string();
      if (!Wanted.contains(Name))
        continue;
      if (auto Key = readPublicKey(*Der))
        Into.emplace(Name, std::move(*Key));
    }
}

class McubootJudge {
public:
  McubootJudge(const Image &I, TrustFacts &Facts) : I(I), Facts(Facts) {}

  void run() {
    std::vector<std::pair<const Node *, McubootImage>> Images;
    std::set<std::string, std::less<>> Wanted;
    for (const Node *N : I.withFormat("mcuboot"))
      if (auto Read = readMcubootImage(N->bytes()); Read && Read->HasTlvs) {
        if (const McubootTlv *Hash = Read->find(mcuboot::KeyHash))
          Wanted.insert(hexOf(Hash->Value));
        Images.emplace_back(N, std::move(*Read));
      }
    if (!Wanted.empty())
      for (const Node *Leaf : distinctLeaves(I))
        collectKeys(Leaf->bytes(), Wanted, Keys);
    for (const auto &[N, Read] : Images)
      judge(*N, Read);
  }

private:
  void judge(const Node &N, const McubootImage &Read) {
    Facts.checked("MCUboot images",
                  {FlawKind::Unsigned, FlawKind::Invalid,
                   FlawKind::PublishedKey, FlawKind::NoRollback});
    if (Read.digestIsRight() == false)
      Facts.add(FlawKind::Invalid, N,
                "is an MCUboot image whose content does not have the digest "
                "that it states",
                "digest");
    const McubootTlv *Signature = Read.signature();
    if (!Signature) {
      Facts.add(FlawKind::Unsigned, N,
                "is an MCUboot image without a signature, and its digest only "
                "finds accidents",
                "unsigned");
      return;
    }
    if (!Read.find(mcuboot::SecurityCounter))
      Facts.add(FlawKind::NoRollback, N,
                "is an MCUboot image without a security counter", "counter",
                Level::Note);
    if (const std::optional<PublicKey> Key = keyOf(N, Read))
      judgeSignature(N, Read, *Signature, *Key);
  }

  /// The key that the image is for, if it is known; says if it is published.
  std::optional<PublicKey> keyOf(const Node &N, const McubootImage &Read) {
    if (const McubootTlv *Whole = Read.find(mcuboot::PublicKey)) {
      std::optional<PublicKey> Key = readPublicKey(Whole->Value);
      if (Key)
        Facts.judgeKey(N, "is signed with", *Key);
      return Key;
    }
    const McubootTlv *Hash = Read.find(mcuboot::KeyHash);
    if (!Hash)
      return std::nullopt;
    const std::string Name = hexOf(Hash->Value);
    if (const std::string_view Who = publisherOfSigningKey(Name); !Who.empty())
      Facts.add(FlawKind::PublishedKey, N,
                "is signed with a key of which " + std::string(Who) +
                    " publishes the private half",
                "published " + Name.substr(0, 16));
    const auto Known = Keys.find(Name);
    return Known == Keys.end() ? std::nullopt : std::optional(Known->second);
  }

  void judgeSignature(const Node &N, const McubootImage &Read,
                      const McubootTlv &Signature, const PublicKey &Key) {
    const McubootTlv *Digest = nullptr;
    HashKind Hash = HashKind::Sha256;
    for (const auto &[Type, Kind] :
         {std::pair(mcuboot::Sha256, HashKind::Sha256),
          std::pair(mcuboot::Sha384, HashKind::Sha384),
          std::pair(mcuboot::Sha512, HashKind::Sha512)})
      if (const McubootTlv *T = Read.find(Type)) {
        Digest = T;
        Hash = Kind;
      }
    const bool IsPure = Read.find(mcuboot::SigPure) != nullptr;
    if (!Digest && !IsPure)
      return;
    bool Fits = false;
    switch (Signature.Type) {
    case mcuboot::Rsa2048:
    case mcuboot::Rsa3072:
      Fits = Digest && verifies(Key, SignatureScheme::RsaPss, Hash,
                                Digest->Value, Signature.Value);
      break;
    case mcuboot::Ecdsa224:
    case mcuboot::Ecdsa:
      Fits = Digest && verifies(Key, SignatureScheme::EcdsaDer, Hash,
                                Digest->Value, withoutPadding(Signature.Value));
      break;
    case mcuboot::Ed25519:
      Fits = verifiesEd25519(Key, IsPure ? Read.Covered : Digest->Value,
                             Signature.Value);
      break;
    default:
      return;
    }
    if (!Fits)
      Facts.add(FlawKind::Invalid, N,
                "is an MCUboot image with a signature that the " +
                    describe(Key.Facts) +
                    " key it names did not make: it was changed after it was "
                    "signed",
                "signature");
  }

  /// Old versions of imgtool fill signatures up with zeros to one length.
  static Bytes withoutPadding(Bytes Der) {
    const std::uint64_t Length = Der.u8(1).value_or(0) + std::uint64_t(2);
    return Der.first(Length);
  }

  const Image &I;
  TrustFacts &Facts;
  KeyRing Keys;
};

const TrustJudge Registered([](const Image &I, TrustFacts &Facts) {
  McubootJudge(I, Facts).run();
});

} // namespace
