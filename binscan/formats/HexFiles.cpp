//===- binscan/formats/HexFiles.cpp - Intel HEX and S-records ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/Text.h"
#include "binscan/readers/HexRecords.h"

using namespace firmcop::binscan;

// The first digit of a record's count.
static constexpr Signature IntelSignatures[] = {
    {":0"}, {":1"}, {":2"}, {":3"}, {":4"}, {":5"}, {":6"}, {":7"},
    {":8"}, {":9"}, {":A"}, {":B"}, {":C"}, {":D"}, {":E"}, {":F"},
    {":a"}, {":b"}, {":c"}, {":d"}, {":e"}, {":f"}};
static constexpr Signature MotorolaSignatures[] = {
    {"S0"}, {"S1"}, {"S2"}, {"S3"}};

namespace {

std::optional<Match> recognise(const Candidate &C, HexDialect Dialect) {
  const std::string_view Text = C.whole().text();
  const std::uint64_t Start = C.start();
  // A run of records starts once, and at the start of a line.
  const bool IsLineStart = Start == 0 || Text[Start - 1] == '\n' ||
                           Text[Start - 1] == '\r' || Text[Start - 1] == '\0' ||
                           Text[Start - 1] == '\xFF';
  if (!IsLineStart || followsHexRecord(Text, Start, Dialect))
    return std::nullopt;
  const auto File = readHexFile(Text.substr(Start), Dialect, nullptr);
  if (!File || !C.spend(File->Length))
    return std::nullopt;
  constexpr std::uint64_t Convincing = 4;
  if (!File->HasEnd && !File->StatedRecords && File->Right < Convincing)
    return std::nullopt;
  Match M = C.match(File->Length);
  M.Damage = File->damage();
  return M;
}

void unpack(Unpacking &U, HexDialect Dialect) {
  AddressMap Map;
  readHexFile(U.bytes().text(), Dialect, &Map);
  for (AddressMap::Segment &S : Map.take())
    if (!U.addSegment("segment@" + hex(S.Address), Blob(std::move(S.Content)),
                      S.Address))
      return;
  if (Map.hasConflict())
    U.damaged("has two values for the same address");
}

std::optional<Match> recogniseIntel(const Candidate &C) {
  return recognise(C, HexDialect::Intel);
}
void unpackIntel(Unpacking &U) { unpack(U, HexDialect::Intel); }

std::optional<Match> recogniseMotorola(const Candidate &C) {
  return recognise(C, HexDialect::Motorola);
}
void unpackMotorola(Unpacking &U) { unpack(U, HexDialect::Motorola); }

} // namespace

static const Format Intel({.Name = "intel-hex",
                           .Description = "Intel HEX file",
                           .MimeType = "text/x-hex",
                           .Holds = Format::Inside::Parts,
                           .Signatures = IntelSignatures,
                           .Recognise = recogniseIntel,
                           .Unpack = unpackIntel});

static const Format Motorola({.Name = "srec",
                              .Description = "Motorola S-record file",
                              .MimeType = "text/x-srecord",
                              .Holds = Format::Inside::Parts,
                              .Signatures = MotorolaSignatures,
                              .Recognise = recogniseMotorola,
                              .Unpack = unpackMotorola});
