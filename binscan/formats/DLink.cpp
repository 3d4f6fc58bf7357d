//===- binscan/formats/DLink.cpp - D-Link's and Alpha's images --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SEAMA: a header, in an image for flash an MD5, text that describes it, and
// the content. What is sent to a device has a first header without content,
// whose text names the model, and one or more such images behind it.
//
// PackImg: 32 bytes in front of the file system, to find it from the kernel.
//
// SHRS, "encrpted_img" and MH01 are encrypted, with keys that every device has.
// What is inside is not looked at here, but that they are so has an end and a
// name.
//
//===----------------------------------------------------------------------===//

#include "binscan/Signature.h"
#include "binscan/formats/Damage.h"

using namespace firmcop::binscan;

static constexpr Signature SeamaSignatures[] = {
    {std::string_view("\x5E\xA3\xA4\x17\0\0", 6)}};
static constexpr Signature PackImgSignatures[] = {{"--PaCkImGs--"}};
static constexpr Signature ShrsSignatures[] = {{"SHRS"}};
static constexpr Signature EncryptedSignatures[] = {{"encrpted_img"}};
static constexpr Signature Mh01Signatures[] = {{"MH01"}};

namespace {

struct Seama {
  std::uint64_t Header; ///< with the description
  std::uint64_t Size;   ///< of the content
};

std::optional<Seama> readSeama(Bytes B) {
  constexpr std::uint64_t Fixed = 12, DigestSize = 16;
  const auto Size = B.u32be(8);
  if (!Size || !B.startsWith(SeamaSignatures[0].Magic))
    return std::nullopt;
  const std::uint64_t Header =
      Fixed + *B.u16be(6) + (*Size != 0 ? DigestSize : 0);
  if (!B.contains(0, Header))
    return std::nullopt;
  return Seama{Header, *Size};
}

std::optional<Match> recogniseSeama(const Candidate &C) {
  constexpr std::uint64_t Fixed = 12, DigestSize = 16;
  const Bytes B = C.here();
  std::uint64_t At = 0;
  std::string Damage;
  bool HasContent = false;
  while (const auto S = readSeama(B.from(At))) {
    // The next one that starts with a description only is another file's.
    if (HasContent && S->Size == 0)
      break;
    const Bytes One = B.from(At);
    const std::optional<Bytes> Content = One.slice(S->Header, S->Size);
    if (!Content) {
      Match M = C.match(B.size(), Confidence::Low);
      M.Damage = "ends before its content does; the file may be incomplete";
      return M;
    }
    constexpr std::uint64_t CostOfStep = 256;
    if (!C.spend(CostOfStep + S->Header + S->Size))
      return std::nullopt;
    if (S->Size != 0 &&
        !hasDigest(HashKind::Md5, *Content, *One.slice(Fixed, DigestSize)))
      Damage = "has content that does not match its checksum; the file may be "
               "damaged";
    HasContent = HasContent || S->Size != 0;
    At += S->Header + S->Size;
  }
  if (!HasContent)
    return std::nullopt;
  Match M = C.match(At);
  M.Damage = std::move(Damage);
  return M;
}

void unpackSeama(Unpacking &U) {
  unsigned Number = 0;
  for (std::uint64_t At = 0;;) {
    const auto S = readSeama(U.bytes().from(At));
    if (!S || !U.bytes().contains(At + S->Header, S->Size))
      return;
    if (S->Size != 0 &&
        !U.addPart("part-" + std::to_string(Number++), At + S->Header, S->Size))
      return;
    At += S->Header + S->Size;
  }
}

constexpr std::uint64_t PackImgHeader = 32;

/// The size is in the order of the device's processor, and what stands behind
/// it is zero.
std::optional<Match> recognisePackImg(const Candidate &C) {
  const Bytes B = C.here();
  const auto Little = B.u32le(16), Big = B.u32be(16);
  if (!Little || *Little == 0 || !B.contains(0, PackImgHeader))
    return std::nullopt;
  for (const std::uint64_t Size : {*Little, *Big})
    if (B.contains(PackImgHeader, Size))
      return C.match(PackImgHeader + Size);
  return std::nullopt;
}

void unpackPackImg(Unpacking &U) {
  U.addPart("data", PackImgHeader, U.bytes().size() - PackImgHeader);
}

/// Magic, the size with and without padding, an initialisation vector, and
/// three digests of which the last is of the encrypted content.
std::optional<Match> recogniseShrs(const Candidate &C) {
  constexpr std::uint64_t HeaderSize = 0x6DC, DigestAt = 156, DigestSize = 64;
  const Bytes B = C.here();
  const auto Size = B.u32be(4), Unpadded = B.u32be(8);
  if (!B.contains(0, HeaderSize) || *Unpadded == 0 || *Unpadded > *Size ||
      !B.contains(HeaderSize, *Unpadded) || !C.spend(*Unpadded))
    return std::nullopt;
  if (!hasDigest(HashKind::Sha512, *B.slice(HeaderSize, *Unpadded),
                 *B.slice(DigestAt, DigestSize)))
    return std::nullopt;
  const std::uint64_t Whole = HeaderSize + *Size;
  return C.match(std::min(Whole, B.size()));
}

std::optional<Match> recogniseEncrypted(const Candidate &C) {
  constexpr std::uint64_t HeaderSize = 16;
  const auto Size = C.here().u32be(12);
  if (!Size || *Size < HeaderSize)
    return std::nullopt;
  const std::uint64_t Whole = HeaderSize + *Size;
  if (C.here().contains(0, Whole))
    return C.match(Whole);
  if (C.start() != 0)
    return std::nullopt;
  Match M = C.match(C.here().size());
  M.Damage = "ends before its content does; the file may be incomplete";
  return M;
}

/// Where the signature is and its size, behind a second magic those of the
/// initialisation vector, which is hexadecimal text, and of the content.
std::optional<Match> recogniseMh01(const Candidate &C) {
  constexpr std::uint64_t FirstHeader = 16, Headers = 32;
  constexpr std::uint32_t MostVector = 128;
  const Bytes B = C.here();
  if (!B.contains(0, Headers) || !B.hasAt(FirstHeader, "MH01"))
    return std::nullopt;
  const std::uint32_t VectorSize = *B.u32le(20);
  const auto Vector = B.slice(Headers, VectorSize);
  if (VectorSize == 0 || VectorSize > MostVector || !Vector ||
      Vector->text().find_first_not_of(std::string_view(
          "0123456789abcdefABCDEF\r\n\0", 25)) != std::string_view::npos)
    return std::nullopt;
  const std::uint64_t SignatureAt = FirstHeader + *B.u32le(4),
                      Length = SignatureAt + *B.u32le(8);
  if (SignatureAt < Headers + VectorSize + std::uint64_t(*B.u32le(24)))
    return std::nullopt;
  return B.contains(0, Length) ? C.match(Length) : cutOff(C, Length);
}

void unpackEncrypted(Unpacking &U) {
  U.damaged("is encrypted, and its content could not be analysed");
}

} // namespace

static const Format SeamaImage({.Name = "seama",
                                .Description = "SEAMA image",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = SeamaSignatures,
                                .Recognise = recogniseSeama,
                                .Unpack = unpackSeama});

static const Format PackImg({.Name = "packimg",
                             .Description = "file system with a PackImg header",
                             .MimeType = "application/octet-stream",
                             .Holds = Format::Inside::Parts,
                             .Signatures = PackImgSignatures,
                             .Recognise = recognisePackImg,
                             .Unpack = unpackPackImg});

static const Format Shrs({.Name = "shrs",
                          .Description = "encrypted D-Link image (SHRS)",
                          .MimeType = "application/octet-stream",
                          .Holds = Format::Inside::Parts,
                          .Signatures = ShrsSignatures,
                          .Recognise = recogniseShrs,
                          .Unpack = unpackEncrypted});

static const Format Encrypted({.Name = "encrpted-img",
                               .Description = "encrypted D-Link image",
                               .MimeType = "application/octet-stream",
                               .Holds = Format::Inside::Parts,
                               .Signatures = EncryptedSignatures,
                               .Recognise = recogniseEncrypted,
                               .Unpack = unpackEncrypted});

static const Format Mh01({.Name = "mh01",
                          .Description = "encrypted D-Link image (MH01)",
                          .MimeType = "application/octet-stream",
                          .Holds = Format::Inside::Parts,
                          .Signatures = Mh01Signatures,
                          .Recognise = recogniseMh01,
                          .Unpack = unpackEncrypted});
