//===- binscan/formats/Adb.cpp - Packages of apk 3 --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Adb.h"
#include "binscan/Format.h"
#include "binscan/adapters/Streams.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"ADB.pckg"}, {"ADB.indx"}};
static constexpr Signature PackedSignatures[] = {{"ADBd"}, {"ADBc"}};

namespace {

std::optional<Match> recognise(const Candidate &C) {
  const std::optional<AdbFile> File = readAdb(C.here());
  if (!File)
    return std::nullopt;
  Match M =
      C.match(File->Length, File->IsCut ? Confidence::Low : Confidence::High);
  if (File->IsCut)
    M.Damage = "ends early; the file may be incomplete";
  return M;
}

/// The names of the files are values of the first block; their contents are
/// told apart by where they are.
void unpack(Unpacking &U) {
  const std::optional<AdbFile> File = readAdb(U.bytes());
  std::uint64_t Count = 0;
  for (const AdbFile::DataBlock &Data :
       File ? File->Files : std::vector<AdbFile::DataBlock>())
    if (!U.addPart("file-" + std::to_string(Count++), Data.Offset, Data.Length))
      return;
}

/// What "ADBc" says of its compression.
enum Compression : std::uint8_t { None, Deflate, Zstandard };

std::optional<Match> recognisePacked(const Candidate &C) {
  constexpr std::uint64_t MagicSize = 4, SpecSize = 2;
  const Bytes B = C.here();
  const bool IsDeflate = B.startsWith("ADBd");
  const std::uint8_t Kind = IsDeflate ? Deflate : B.u8(MagicSize).value_or(0);
  const std::uint64_t Header = MagicSize + (IsDeflate ? 0 : SpecSize);
  Decoded D;
  if (Kind == Deflate)
    D = decodeDeflate(B.from(Header), C.limits());
  else if (Kind == Zstandard)
    D = decodeZstd(B.from(Header), C.limits());
  if (!Bytes(D.Content).startsWith("ADB."))
    return std::nullopt;
  return C.match(std::move(D), Header);
}

} // namespace

static const Format Registered({.Name = "adb",
                                .Description = "package or index of apk 3",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});

static const Format
    RegisteredPacked({.Name = "adb-packed",
                      .Description = "compressed package or index of apk 3",
                      .MimeType = "application/octet-stream",
                      .Holds = Format::Inside::Stream,
                      .Signatures = PackedSignatures,
                      .Recognise = recognisePacked});
