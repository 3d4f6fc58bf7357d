//===- binscan/readers/OpenPgp.cpp - Keys and signatures --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/OpenPgp.h"

#include "binscan/Cursor.h"
#include "binscan/readers/Text.h"
#include "firmcop/Base64.h"

#include <algorithm>
#include <functional>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

using Number = std::vector<std::uint8_t>;

enum Tag : std::uint8_t { SignatureTag = 2, KeyTag = 6, SubkeyTag = 14 };

/// RFC 9580, 9.1.
enum KeyAlgorithm : std::uint8_t {
  RsaKey = 1,
  RsaSigningKey = 3,
  EcdsaKey = 19,
  LegacyEdDsaKey = 22,
  Ed25519Key = 27,
};
constexpr std::uint64_t PointSize = 32;

struct Packet {
  std::uint8_t Tag = 0;
  Bytes Body;
  std::uint64_t Length = 0; ///< with its header
};

/// The packet at the start. One whose length is not known before its end holds
/// data, never a key or a signature.
std::optional<Packet> readPacket(Bytes B) {
  const std::uint8_t First = B.u8(0).value_or(0);
  const std::uint8_t Second = B.u8(1).value_or(0);
  if ((First & 0x80) == 0)
    return std::nullopt;
  std::uint64_t HeaderSize = 0;
  std::optional<std::uint64_t> Length;
  const bool IsNew = First & 0x40;
  const unsigned Form = IsNew ? Second < 192   ? 0
                                : Second < 224 ? 3
                                : Second < 255 ? 4
                                               : 2
                              : First & 3;
  constexpr unsigned TwoOctets = 3;
  if (Form == 0 && B.size() >= 2) {
    HeaderSize = 2;
    Length = Second;
  } else if (!IsNew && Form == 1) {
    HeaderSize = 3;
    Length = B.u16be(1);
  } else if (Form == 2) {
    HeaderSize = IsNew ? 6 : 5;
    Length = B.u32be(HeaderSize - 4);
  } else if (IsNew && Form == TwoOctets && B.size() >= 3) {
    HeaderSize = 3;
    Length = (std::uint64_t(Second) - 192) * 256 + *B.u8(2) + 192;
  }
  const auto Body = Length ? B.slice(HeaderSize, *Length) : std::nullopt;
  if (!Body)
    return std::nullopt;
  const unsigned Kind = IsNew ? First & 0x3F : First >> 2 & 0xF;
  return Packet{static_cast<std::uint8_t>(Kind), *Body, HeaderSize + *Length};
}

void forEachPacket(Bytes B, const std::function<void(const Packet &)> &Visit) {
  constexpr unsigned MaxPackets = 20'000;
  for (unsigned I = 0; I != MaxPackets; ++I) {
    const std::optional<Packet> P = readPacket(B);
    if (!P)
      return;
    Visit(*P);
    B = B.from(P->Length);
  }
}

/// The contents of the armours of that label. Headers end with an empty line; a
/// last line of "=" and four letters is a checksum of the decoding.
std::vector<Number> armoured(std::string_view Text, std::string_view Label) {
  constexpr std::size_t MaxBlocks = 256;
  const std::string Begin = "-----BEGIN PGP " + std::string(Label) + "-----";
  std::vector<Number> Blocks;
  std::size_t At = Text.find(Begin);
  while (At != Text.npos && Blocks.size() < MaxBlocks) {
    At += Begin.size();
    const std::size_t End = Text.find("-----END PGP ", At);
    if (End == Text.npos)
      break;
    std::string Body;
    bool InHeaders = true;
    for (const Line &L : splitLines(Text.substr(At, End - At))) {
      const std::string_view Line = trim(L.Text);
      if (L.Number > 1 && Line.empty())
        InHeaders = false;
      else if (!InHeaders && !Line.starts_with('='))
        Body += Line;
    }
    if (auto Decoded = decodeBase64(Body))
      Blocks.push_back(std::move(*Decoded));
    At = Text.find(Begin, End);
  }
  return Blocks;
}

/// Takes numbers off the front of a packet's body.
class Numbers {
public:
  explicit Numbers(Bytes B) : Head(B) {}

  std::optional<Bytes> take(std::uint64_t Length) { return Head.take(Length); }

  /// A count of bits and the bytes that they need.
  std::optional<Bytes> number() {
    const std::optional<Bytes> Bits = Head.take(sizeof(std::uint16_t));
    return Bits ? Head.take((std::uint64_t(*Bits->u16be(0)) + 7) / 8)
                : std::nullopt;
  }

  /// A curve's object identifier, in DER without its head.
  std::string_view curve() {
    const std::optional<std::uint8_t> Length = Head.u8();
    const std::optional<Bytes> Oid = Length ? Head.take(*Length) : std::nullopt;
    return Oid ? Oid->text() : std::string_view();
  }

private:
  Cursor Head;
};

/// OpenSSL's name of a curve for ECDSA (RFC 9580, 9.2).
std::string_view curveNamed(std::string_view Oid) {
  using namespace std::string_view_literals;
  static constexpr std::pair<std::string_view, std::string_view> Known[] = {
      {"\x2A\x86\x48\xCE\x3D\x03\x01\x07"sv, "prime256v1"},
      {"\x2B\x81\x04\x00\x22"sv, "secp384r1"},
      {"\x2B\x81\x04\x00\x23"sv, "secp521r1"},
      {"\x2B\x81\x04\x00\x0A"sv, "secp256k1"},
      {"\x2B\x24\x03\x03\x02\x08\x01\x01\x07"sv, "brainpoolP256r1"},
      {"\x2B\x24\x03\x03\x02\x08\x01\x01\x0B"sv, "brainpoolP384r1"},
      {"\x2B\x24\x03\x03\x02\x08\x01\x01\x0D"sv, "brainpoolP512r1"},
  };
  for (const auto &[Value, Name] : Known)
    if (Value == Oid)
      return Name;
  return {};
}

std::optional<PublicKey> readRsa(Numbers Material) {
  const auto Modulus = Material.number(), Exponent = Material.number();
  if (!Modulus || !Exponent || Exponent->size() > 8)
    return std::nullopt;
  std::uint64_t Value = 0;
  for (const std::uint8_t Byte : *Exponent)
    Value = Value << 8 | Byte;
  return rsaPublicKey(*Modulus, Value);
}

std::optional<PublicKey> readEcdsa(Numbers Material) {
  const std::string_view Curve = curveNamed(Material.curve());
  const std::optional<Bytes> Point = Material.number();
  if (Curve.empty() || !Point || Point->u8(0) != 4)
    return std::nullopt;
  const std::uint64_t Half = (Point->size() - 1) / 2;
  return ecPublicKey(Curve, *Point->slice(1, Half), Point->from(1 + Half));
}

std::optional<PublicKey> readEd25519(Numbers Material, bool IsLegacy) {
  if (!IsLegacy) {
    const std::optional<Bytes> Point = Material.take(PointSize);
    return Point ? ed25519PublicKey(*Point) : std::nullopt;
  }
  constexpr std::uint8_t NativePoint = 0x40;
  const bool IsKnown =
      Material.curve() == "\x2B\x06\x01\x04\x01\xDA\x47\x0F\x01";
  const std::optional<Bytes> Point = Material.number();
  if (!IsKnown || !Point || Point->u8(0) != NativePoint ||
      Point->size() != 1 + PointSize)
    return std::nullopt;
  return ed25519PublicKey(Point->from(1));
}

std::optional<OpenPgpKey> readKey(Bytes Body) {
  constexpr std::uint64_t HeaderSize = 6; // version, time, algorithm
  if (Body.u8(0) != 4 || Body.size() <= HeaderSize || Body.size() > 0xFFFF)
    return std::nullopt;
  const Numbers Material(Body.from(HeaderSize));
  std::optional<PublicKey> Key;
  switch (*Body.u8(HeaderSize - 1)) {
  case RsaKey:
  case RsaSigningKey:
    Key = readRsa(Material);
    break;
  case EcdsaKey:
    Key = readEcdsa(Material);
    break;
  case LegacyEdDsaKey:
    Key = readEd25519(Material, true);
    break;
  case Ed25519Key:
    Key = readEd25519(Material, false);
    break;
  default:
    break;
  }
  if (!Key)
    return std::nullopt;
  const std::uint8_t Head[] = {0x99,
                               static_cast<std::uint8_t>(Body.size() >> 8),
                               static_cast<std::uint8_t>(Body.size())};
  const Bytes Parts[] = {Bytes(Head), Body};
  return OpenPgpKey{hexOf(Bytes(digestOf(HashKind::Sha1, Parts))),
                    std::move(*Key)};
}

void collectKeys(Bytes Packets, std::vector<OpenPgpKey> &Keys) {
  forEachPacket(Packets, [&](const Packet &P) {
    if (P.Tag == KeyTag || P.Tag == SubkeyTag)
      if (auto Key = readKey(P.Body))
        Keys.push_back(std::move(*Key));
  });
}

/// GnuPG's keybox: blobs that say their length, their kind, and where in them
/// the packets of a key lie (GnuPG, kbx/keybox-blob.c).
void collectKeybox(Bytes Box, std::vector<OpenPgpKey> &Keys) {
  constexpr std::uint8_t OpenPgpBlob = 2;
  constexpr std::uint32_t MinBlob = 20;
  while (const std::optional<std::uint32_t> Length = Box.u32be(0)) {
    const std::optional<Bytes> Blob = Box.slice(0, *Length);
    if (!Blob || *Length < MinBlob)
      return;
    if (*Blob->u8(4) == OpenPgpBlob)
      if (const auto Block = Blob->slice(*Blob->u32be(8), *Blob->u32be(12)))
        collectKeys(*Block, Keys);
    Box = Box.from(*Length);
  }
}

std::optional<HashKind> hashNumbered(std::uint8_t Number) {
  switch (Number) {
  case 1:
    return HashKind::Md5;
  case 2:
    return HashKind::Sha1;
  case 8:
    return HashKind::Sha256;
  case 9:
    return HashKind::Sha384;
  case 10:
    return HashKind::Sha512;
  default:
    return std::nullopt;
  }
}

/// Who made a signature: the subpacket "issuer", or the end of the one with the
/// whole fingerprint.
std::string issuerIn(Bytes Subpackets) {
  constexpr std::uint8_t Issuer = 16, IssuerFingerprint = 33;
  while (const std::optional<std::uint8_t> First = Subpackets.u8(0)) {
    std::uint64_t HeaderSize = 1, Length = *First;
    if (*First == 255) {
      HeaderSize = 5;
      Length = Subpackets.u32be(1).value_or(0);
    } else if (*First >= 192) {
      HeaderSize = 2;
      Length = (Length - 192) * 256 + Subpackets.u8(1).value_or(0) + 192;
    }
    const std::optional<Bytes> Body = Subpackets.slice(HeaderSize, Length);
    if (!Body || Length == 0)
      return {};
    const unsigned Kind = *Body->u8(0) & 0x7F;
    if (Kind == Issuer && Length == 9)
      return hexOf(Body->from(1));
    if (Kind == IssuerFingerprint && Length == 22 && *Body->u8(1) == 4)
      return hexOf(Body->from(14));
    Subpackets = Subpackets.from(HeaderSize + Length);
  }
  return {};
}

/// Reads the numbers that all versions end with.
bool readValue(OpenPgpSignature &S, std::uint8_t Algorithm, Numbers Value) {
  using enum OpenPgpSignature::Algorithm;
  switch (Algorithm) {
  case RsaKey:
  case RsaSigningKey:
    S.Of = Rsa;
    break;
  case EcdsaKey:
    S.Of = Ecdsa;
    break;
  case LegacyEdDsaKey:
  case Ed25519Key:
    S.Of = EdDsa;
    break;
  default:
    return false;
  }
  for (int I = 0, Count = S.Of == Rsa ? 1 : 2; I != Count; ++I) {
    const std::optional<Bytes> Part =
        Algorithm == Ed25519Key ? Value.take(PointSize) : Value.number();
    if (!Part)
      return false;
    S.Numbers.emplace_back(Part->begin(), Part->end());
  }
  return true;
}

/// RFC 9580, 5.2: version 3 has all at fixed places, version 4 subpackets.
std::optional<OpenPgpSignature> readSignature(Bytes B) {
  constexpr std::uint8_t BinaryType = 0, TextType = 1;
  const std::uint8_t Version = B.u8(0).value_or(0);
  std::uint64_t TypeAt = 0, AlgorithmsAt = 0, ValueAt = 0;
  OpenPgpSignature S;
  if (Version == 4 && B.size() >= 6) {
    constexpr std::uint64_t HashedAt = 6;
    const std::uint64_t HashedSize = *B.u16be(4);
    const std::uint64_t End = HashedAt + HashedSize;
    const std::optional<std::uint16_t> OtherSize = B.u16be(End);
    if (!OtherSize || !B.contains(End + 2, *OtherSize))
      return std::nullopt;
    TypeAt = 1;
    AlgorithmsAt = 2;
    ValueAt = End + 2 + *OtherSize + 2; // behind the first bytes of the digest
    S.KeyId = issuerIn(*B.slice(HashedAt, HashedSize));
    if (S.KeyId.empty())
      S.KeyId = issuerIn(*B.slice(End + 2, *OtherSize));
    S.Trailer.assign(B.begin(), B.begin() + End);
    S.Trailer.insert(S.Trailer.end(), {4, 0xFF});
    for (int Shift = 24; Shift >= 0; Shift -= 8)
      S.Trailer.push_back(static_cast<std::uint8_t>(End >> Shift));
  } else if (Version == 3 && B.size() >= 19 && *B.u8(1) == 5) {
    TypeAt = 2;
    AlgorithmsAt = 15;
    ValueAt = 19;
    S.KeyId = hexOf(*B.slice(7, 8));
    S.Trailer.assign(B.begin() + 2, B.begin() + 7);
  } else {
    return std::nullopt;
  }
  const std::uint8_t Type = *B.u8(TypeAt);
  const std::optional<HashKind> Hash = hashNumbered(*B.u8(AlgorithmsAt + 1));
  if (Type > TextType || !Hash ||
      !readValue(S, *B.u8(AlgorithmsAt), Numbers(B.from(ValueAt))))
    return std::nullopt;
  S.IsText = Type != BinaryType;
  S.Hash = *Hash;
  return S;
}

std::vector<OpenPgpSignature> signaturesIn(Bytes Packets) {
  std::vector<OpenPgpSignature> Found;
  forEachPacket(Packets, [&](const Packet &P) {
    if (P.Tag == SignatureTag)
      if (auto S = readSignature(P.Body))
        Found.push_back(std::move(*S));
  });
  return Found;
}

std::string withLineEnds(std::string_view Text) {
  std::string Out;
  for (std::size_t I = 0; I != Text.size(); ++I) {
    if (Text[I] == '\n' && (I == 0 || Text[I - 1] != '\r'))
      Out += '\r';
    Out += Text[I];
  }
  return Out;
}

/// The numbers behind each other, each filled up to that many bytes.
Number filledUp(const std::vector<Number> &Numbers, std::size_t Size) {
  Number Out;
  for (const Number &N : Numbers) {
    if (N.size() > Size)
      return {};
    Out.resize(Out.size() + Size - N.size());
    Out.insert(Out.end(), N.begin(), N.end());
  }
  return Out;
}

} // namespace

std::vector<OpenPgpKey> binscan::readOpenPgpKeys(Bytes File) {
  std::vector<OpenPgpKey> Keys;
  constexpr std::uint64_t KeyboxMagicAt = 8;
  if (File.hasAt(KeyboxMagicAt, "KBXf"))
    collectKeybox(File, Keys);
  else if (const auto First = readPacket(File); First && First->Tag == KeyTag)
    collectKeys(File, Keys);
  else if (File.startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----"))
    for (const Number &Block : armoured(File.text(), "PUBLIC KEY BLOCK"))
      collectKeys(Bytes(Block), Keys);
  return Keys;
}

std::vector<OpenPgpSignature> binscan::readOpenPgpSignatures(Bytes File) {
  if (const auto First = readPacket(File); First && First->Tag == SignatureTag)
    return signaturesIn(File);
  std::vector<OpenPgpSignature> All;
  for (const Number &Block : armoured(File.text(), "SIGNATURE"))
    std::ranges::move(signaturesIn(Bytes(Block)), std::back_inserter(All));
  return All;
}

std::optional<ClearSigned> binscan::readClearSigned(Bytes File) {
  if (!File.startsWith("-----BEGIN PGP SIGNED MESSAGE-----"))
    return std::nullopt;
  const std::string_view Text = File.text();
  const std::size_t End = Text.find("\n-----BEGIN PGP SIGNATURE-----");
  if (End == Text.npos)
    return std::nullopt;
  ClearSigned Read;
  bool InHeaders = true, IsFirst = true;
  for (const Line &L : splitLines(Text.substr(0, End + 1))) {
    std::string_view Line = L.Text;
    while (!Line.empty() && contains(" \t\r", Line.substr(Line.size() - 1)))
      Line.remove_suffix(1);
    if (InHeaders) {
      InHeaders = !(L.Number > 1 && Line.empty());
      continue;
    }
    // A line that starts with a dash is written with "- " before it.
    if (Line.starts_with("- "))
      Line.remove_prefix(2);
    if (!IsFirst)
      Read.Text += '\n';
    IsFirst = false;
    Read.Text += Line;
  }
  Read.Signatures = readOpenPgpSignatures(File.from(End));
  return Read;
}

bool binscan::verifies(const OpenPgpKey &Key, const OpenPgpSignature &Signature,
                       Bytes Document) {
  std::string Text;
  if (Signature.IsText) {
    Text = withLineEnds(Document.text());
    Document = Bytes(std::string_view(Text));
  }
  const Bytes Parts[] = {Document, Bytes(Signature.Trailer)};
  const auto Digest = digestOf(Signature.Hash, Parts);
  const std::size_t KeySize = (Key.Key.Facts.Bits + 7) / 8;
  switch (Signature.Of) {
  case OpenPgpSignature::Algorithm::Rsa:
    return verifies(Key.Key, SignatureScheme::RsaPkcs1, Signature.Hash,
                    Bytes(Digest), Bytes(filledUp(Signature.Numbers, KeySize)));
  case OpenPgpSignature::Algorithm::Ecdsa:
    return verifies(Key.Key, SignatureScheme::EcdsaPlain, Signature.Hash,
                    Bytes(Digest), Bytes(filledUp(Signature.Numbers, KeySize)));
  case OpenPgpSignature::Algorithm::EdDsa:
    return verifiesEd25519(Key.Key, Bytes(Digest),
                           Bytes(filledUp(Signature.Numbers, PointSize)));
  }
  return false;
}
