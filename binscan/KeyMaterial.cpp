//===- binscan/KeyMaterial.cpp - Finding keys in any wrapper ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Wrappers, in the order of this file:
//
//   SSH wire format   strings and integers, each after its length (RFC 4251,
//                     section 5); Dropbear writes a private key as such
//   OpenSSH           "openssh-key-v1", the public key, then the private part
//                     (OpenSSH's PROTOCOL.key), in PEM or bare
//   PEM               "-----BEGIN X-----", base64, "-----END X-----" (RFC 7468)
//   PuTTY             a text file with the public key in base64
//   DER               recognised by how PKCS #1, PKCS #8 and SEC 1 begin
//
//===----------------------------------------------------------------------===//

#include "binscan/KeyMaterial.h"

#include "binscan/Memo.h"
#include "firmcop/Base64.h"

#include <algorithm>
#include <charconv>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// Longest PEM body or store that is believed to be one.
constexpr std::uint64_t MaxBody = 1u << 20;
constexpr std::uint64_t MaxPuttyFile = 1u << 14;
/// Decoding is dear. Honest files have few places that look like DER; one that
/// was made of nothing else shall not take minutes.
constexpr unsigned MaxTrials = 512;

/// Reads SSH's wire format from a position on.
class SshReader {
public:
  explicit SshReader(Bytes Data) : Data(Data) {}

  std::optional<Bytes> string() {
    const auto Length = Data.u32be(At);
    const auto Content = Length ? Data.slice(At + 4, *Length) : std::nullopt;
    if (Content)
      At += 4 + Content->size();
    return Content;
  }
  std::optional<std::uint32_t> number() {
    const auto Value = Data.u32be(At);
    if (Value)
      At += 4;
    return Value;
  }
  std::uint64_t position() const { return At; }

private:
  Bytes Data;
  std::uint64_t At = 0;
};

unsigned bitsOf(Bytes Integer) {
  std::uint64_t At = 0;
  while (At < Integer.size() && Integer.data()[At] == 0)
    ++At;
  if (At == Integer.size())
    return 0;
  unsigned Top = 0;
  while (Integer.data()[At] >> Top)
    ++Top;
  return static_cast<unsigned>(8 * (Integer.size() - At - 1)) + Top;
}

/// What a public key in SSH's wire format says about itself. Its end is where
/// Dropbear's private numbers begin.
struct SshPublicKey {
  KeyFacts Facts;
  std::string_view Algorithm;
  std::uint64_t Length = 0;
};

std::optional<SshPublicKey> readSshPublicKey(Bytes Blob) {
  SshReader In(Blob);
  const auto Name = In.string();
  if (!Name)
    return std::nullopt;
  SshPublicKey Key;
  Key.Algorithm = Name->text();
  std::optional<Bytes> Number;
  if (Key.Algorithm == "ssh-rsa") {
    Key.Facts.Kind = "RSA";
    if (In.string() && (Number = In.string()))
      Key.Facts.Bits = bitsOf(*Number);
  } else if (Key.Algorithm == "ssh-dss") {
    Key.Facts.Kind = "DSA";
    if ((Number = In.string()))
      Key.Facts.Bits = bitsOf(*Number);
    if (!In.string() || !In.string() || !In.string())
      return std::nullopt;
  } else if (Key.Algorithm == "ssh-ed25519") {
    Key.Facts.Kind = "Ed25519";
    Number = In.string();
    if (Number && (Number->size() == 32 || Number->size() == 64))
      Key.Facts.Bits = 256;
  } else if (Key.Algorithm.starts_with("ecdsa-sha2-nistp")) {
    Key.Facts.Kind = "EC";
    const auto Curve = In.string();
    Number = In.string();
    if (Curve && Number && Curve->text() == Key.Algorithm.substr(11))
      Key.Facts.Bits = Curve->text() == "nistp256"   ? 256
                       : Curve->text() == "nistp384" ? 384
                       : Curve->text() == "nistp521" ? 521
                                                     : 0;
  }
  if (Key.Facts.Bits == 0)
    return std::nullopt;
  Key.Length = In.position();
  Key.Facts.Fingerprint = fingerprintOf(Blob.first(Key.Length));
  return Key;
}

/// Dropbear's host and user keys fill a file: the public key in SSH's format,
/// then the private numbers.
std::optional<PrivateKey> readDropbearKey(Bytes File) {
  const auto Public = readSshPublicKey(File);
  if (!Public)
    return std::nullopt;
  PrivateKey Key{Public->Facts, "Dropbear", false, 0, File.size()};
  SshReader Rest(File.from(Public->Length));
  unsigned Numbers = 0;
  while (Rest.position() < File.size() - Public->Length) {
    const auto Number = Rest.string();
    if (!Number || Number->empty())
      return std::nullopt;
    ++Numbers;
  }
  if (Public->Algorithm == "ssh-ed25519") {
    // One string holds the private half, then the public one.
    const Bytes Both = File.from(Public->Length - 64).first(64);
    if (Numbers != 0 || File.u32be(Public->Length - 68) != 64u)
      return std::nullopt;
    Key.Key.Fingerprint = fingerprintOf(Both.from(32));
    return Key;
  }
  // RSA: d, and p and q since 0.33; DSA: x; EC: the secret scalar.
  const bool IsComplete = Public->Algorithm == "ssh-rsa"
                              ? Numbers == 1 || Numbers == 3
                              : Numbers == 1;
  return IsComplete ? std::optional(Key) : std::nullopt;
}

std::optional<PrivateKey> readOpenSshKey(Bytes Blob) {
  static constexpr std::string_view Magic("openssh-key-v1\0", 15);
  if (!Blob.startsWith(Magic))
    return std::nullopt;
  SshReader In(Blob.from(Magic.size()));
  const auto Cipher = In.string();
  const auto Derivation = In.string();
  const auto DerivationOptions = In.string();
  const auto Count = In.number();
  if (!Cipher || !Derivation || !DerivationOptions || Count.value_or(0) == 0)
    return std::nullopt;
  const auto PublicBlob = In.string();
  const auto Public = PublicBlob ? readSshPublicKey(*PublicBlob) : std::nullopt;
  // More than one key is never written.
  const auto Private = In.string();
  if (!Public || !Private || Private->size() < 16)
    return std::nullopt;
  const bool IsEncrypted = Cipher->text() != "none";
  // Two equal numbers begin the private part; they show a right passphrase.
  if (!IsEncrypted && Private->u32be(0) != Private->u32be(4))
    return std::nullopt;
  return PrivateKey{Public->Facts, "OpenSSH", IsEncrypted, 0,
                    Magic.size() + In.position()};
}

/// The parts of a PEM block.
struct PemBlock {
  std::string_view Label;
  std::vector<std::uint8_t> Body;
  bool IsEncrypted = false; ///< by RFC 1421 headers
  std::uint64_t Length = 0;
};

/// Turns the two characters "\\n" and "\\r" into a line end.
std::string withRealLineEnds(std::string_view Text) {
  std::string Out;
  for (std::size_t At = 0; At < Text.size(); ++At) {
    const std::string_view Two = Text.substr(At, 2);
    const bool IsEscape = Two == "\\n" || Two == "\\r";
    Out += IsEscape ? '\n' : Text[At];
    At += IsEscape;
  }
  return Out;
}

/// Reads the block that starts with "-----BEGIN " at the first character. Line
/// ends may be real or, in source code and JSON, the two characters "\n".
std::optional<PemBlock> readPem(std::string_view Text) {
  constexpr std::string_view Begin = "-----BEGIN ";
  const std::size_t LabelEnd = Text.substr(0, 96).find("-----", Begin.size());
  if (LabelEnd == std::string_view::npos)
    return std::nullopt;
  PemBlock Block;
  Block.Label = Text.substr(Begin.size(), LabelEnd - Begin.size());
  const std::string End = "-----END " + std::string(Block.Label) + "-----";
  const std::size_t BodyStart = LabelEnd + 5;
  // Blocks do not nest, so what begins after the next mark is another one.
  Text = Text.substr(0, MaxBody);
  Text = Text.substr(0, Text.find(Begin, BodyStart));
  const std::size_t BodyEnd = Text.find(End, BodyStart);
  if (BodyEnd == std::string_view::npos)
    return std::nullopt;
  std::string Body =
      withRealLineEnds(Text.substr(BodyStart, BodyEnd - BodyStart));
  // "DEK-Info: AES-128-CBC,..." and an empty line.
  if (Body.find("Proc-Type:") != std::string::npos) {
    Block.IsEncrypted = Body.find("ENCRYPTED") != std::string::npos;
    const std::size_t Headers = Body.rfind(':');
    const std::size_t Line = Body.find('\n', Headers);
    Body.erase(0, Line);
  }
  auto Decoded = decodeBase64(Body);
  if (!Decoded)
    return std::nullopt;
  Block.Body = std::move(*Decoded);
  Block.Length = BodyEnd + End.size();
  return Block;
}

std::optional<PrivateKey> readPemKey(std::string_view Text) {
  const auto Block = readPem(Text);
  if (!Block || !Block->Label.ends_with("PRIVATE KEY"))
    return std::nullopt;
  const Bytes Body(Block->Body);
  PrivateKey Key;
  Key.Format = "PEM";
  if (Block->Label == "OPENSSH PRIVATE KEY") {
    auto Found = readOpenSshKey(Body);
    if (!Found)
      return std::nullopt;
    Key = *Found;
  } else if (Block->Label == "ENCRYPTED PRIVATE KEY" || Block->IsEncrypted) {
    // RFC 1421 encrypts everything; what is left to check is the block size.
    if (Block->IsEncrypted ? Body.size() < 32 || Body.size() % 8 != 0
                           : !isEncryptedPrivateKey(Body))
      return std::nullopt;
    Key.IsEncrypted = true;
    Key.Key.Fingerprint = fingerprintOf(Body);
  } else if (auto Facts = readPrivateKey(Body)) {
    Key.Key = *Facts;
  } else {
    return std::nullopt;
  }
  Key.Length = Block->Length;
  return Key;
}

/// The value after "Name: " at the beginning of a line.
std::string_view fieldOf(std::string_view Text, std::string_view Name) {
  const std::size_t At = Text.find(Name);
  if (At == std::string_view::npos)
    return {};
  Text.remove_prefix(At + Name.size());
  const std::size_t End = Text.find_first_of("\r\n");
  return Text.substr(0, End);
}

/// The lines after "Name: COUNT", as many as it says.
std::string_view linesOf(std::string_view Text, std::string_view Name) {
  const std::string_view Value = fieldOf(Text, Name);
  unsigned Count = 0;
  std::from_chars(Value.data(), Value.data() + Value.size(), Count);
  if (Value.empty())
    return {};
  Text.remove_prefix(static_cast<std::size_t>(Value.data() - Text.data()));
  Text.remove_prefix(std::min(Text.find('\n') + 1, Text.size()));
  std::size_t End = 0;
  for (unsigned I = 0; I < Count && End < Text.size(); ++I)
    End = std::min(Text.find('\n', End), Text.size() - 1) + 1;
  return Text.substr(0, End);
}

std::optional<PrivateKey> readPuttyKey(std::string_view Text) {
  // "PuTTY-User-Key-File-3: "
  if (Text.size() < 23 || Text.substr(21, 2) != ": ")
    return std::nullopt;
  Text = Text.substr(0, MaxPuttyFile);
  const auto Blob = decodeBase64(linesOf(Text, "Public-Lines: "));
  const auto Public = Blob ? readSshPublicKey(Bytes(*Blob)) : std::nullopt;
  const std::string_view Private = linesOf(Text, "Private-Lines: ");
  if (!Public || !decodeBase64(Private))
    return std::nullopt;
  return PrivateKey{Public->Facts, "PuTTY",
                    fieldOf(Text, "Encryption: ") != "none", 0,
                    static_cast<std::uint64_t>(Private.data() + Private.size() -
                                               Text.data())};
}

/// How the DER of a private key goes on after its outer header: version, then
/// the modulus (PKCS #1), an algorithm (PKCS #8) or the secret (SEC 1).
constexpr std::string_view DerStarts[] = {
    {"\x02\x01\x00\x02\x82", 5}, {"\x02\x01\x00\x02\x81", 5},
    {"\x02\x01\x00\x30", 4},     {"\x02\x01\x01\x30", 4},
    {"\x02\x01\x01\x04", 4},     {"\x02\x01\x03\x30", 4}};

/// The first of the marks; certificates start with it, too.
constexpr std::size_t PemMark = 0;
const Marks KeyMarks([] {
  std::vector<std::string_view> Texts = {
      "-----BEGIN ", "PuTTY-User-Key-File-",
      std::string_view("openssh-key-v1\0", 15)};
  Texts.insert(Texts.end(), std::begin(DerStarts), std::end(DerStarts));
  return Texts;
}());

/// The SEQUENCE whose content begins at \p Content.
std::optional<Range> sequenceAround(Bytes File, std::uint64_t Content) {
  if (Content > File.size())
    return std::nullopt;
  const auto At = [&](std::uint64_t Back, std::uint8_t Value) {
    return Content >= Back && File.u8(Content - Back) == Value;
  };
  std::uint64_t Length = 0;
  std::uint64_t Header = 0;
  if (At(4, 0x30) && At(3, 0x82)) {
    Header = 4;
    Length = *File.u16be(Content - 2);
  } else if (At(3, 0x30) && At(2, 0x81)) {
    Header = 3;
    Length = *File.u8(Content - 1);
  } else if (At(2, 0x30) && *File.u8(Content - 1) < 0x80) {
    Header = 2;
    Length = *File.u8(Content - 1);
  }
  if (Header == 0 || !File.contains(Content, Length))
    return std::nullopt;
  return Range{Content - Header, Header + Length};
}

std::optional<PrivateKey> readDerKey(Bytes File, std::uint64_t Content) {
  const auto Extent = sequenceAround(File, Content);
  if (!Extent)
    return std::nullopt;
  const Bytes Der = File.from(Extent->Offset).first(Extent->Length);
  std::optional<PrivateKey> Key;
  if (File.u8(Content + 2) == 3)
    Key = readKeyStore(Der);
  else if (auto Facts = readPrivateKey(Der))
    Key = PrivateKey{*Facts, "DER", false, 0, Extent->Length};
  if (Key)
    Key->Offset = Extent->Offset;
  return Key;
}

} // namespace

std::string binscan::describe(const KeyFacts &Key) {
  if (Key.Kind.empty())
    return "unknown";
  if (Key.Kind == "Ed25519" || Key.Kind == "X25519")
    return Key.Kind;
  return std::to_string(Key.Bits) + "-bit " + Key.Kind;
}

std::vector<PrivateKey> binscan::findPrivateKeys(const MarkedBytes &In) {
  const Bytes File = In.bytes();
  std::vector<PrivateKey> Keys;
  std::uint64_t End = 0;
  unsigned Trials = 0;
  const auto Add = [&](std::optional<PrivateKey> Key, std::uint64_t Offset) {
    if (!Key)
      return;
    Key->Offset = Offset;
    End = Offset + Key->Length;
    Keys.push_back(std::move(*Key));
  };
  if (File.u8(0) == 0 && File.size() < 16384)
    Add(readDropbearKey(File), 0);
  In.find(KeyMarks, [&](std::size_t Mark, std::uint64_t At) {
    if (At < End)
      return; // inside a key that was just read
    switch (Mark) {
    case PemMark:
      return Add(readPemKey(File.from(At).text()), At);
    case 1:
      return Add(readPuttyKey(File.from(At).text()), At);
    case 2:
      return Add(readOpenSshKey(File.from(At)), At);
    default:
      if (++Trials > MaxTrials)
        return;
      if (auto Key = readDerKey(File, At))
        Add(Key, Key->Offset);
    }
  });
  return Keys;
}

std::vector<Certificate> binscan::findCertificates(const MarkedBytes &In) {
  const Bytes File = In.bytes();
  std::vector<Certificate> Certificates;
  // DER: the outermost SEQUENCE is the file, and the next one is signed.
  if (const auto Extent = sequenceAround(File, 4);
      Extent && Extent->Offset == 0 && File.u8(4) == 0x30 &&
      Extent->Length == File.size())
    if (auto Facts = readCertificate(File))
      Certificates.push_back({std::move(*Facts), 0, File.size()});
  std::uint64_t End = 0;
  In.find(KeyMarks, [&](std::size_t Mark, std::uint64_t At) {
    if (Mark != PemMark || At < End)
      return; // inside a block that was just read
    const auto Block = readPem(File.text().substr(At));
    if (!Block)
      return;
    End = At + Block->Length;
    const bool IsCertificate = Block->Label == "CERTIFICATE" ||
                               Block->Label == "TRUSTED CERTIFICATE" ||
                               Block->Label == "X509 CERTIFICATE";
    if (IsCertificate)
      if (auto Facts = readCertificate(Bytes(Block->Body)))
        Certificates.push_back({std::move(*Facts), At, Block->Length});
  });
  return Certificates;
}

const KeyMaterial &binscan::keyMaterialOf(const Node &N) {
  static Memo<KeyMaterial> BySha256;
  return BySha256.get(N, [&N](Bytes) {
    const MarkedBytes File(N);
    return KeyMaterial{findPrivateKeys(File), findCertificates(File)};
  });
}
