//===- binscan/formats/HexFiles.cpp - Intel HEX and S-records ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/Text.h"
#include "binscan/readers/HexRecords.h"

using namespace firmcop::binscan;

// How files start: with an address or a usual number of bytes. A file that
// starts with anything else is found by its end.
static constexpr Signature IntelSignatures[] = {
    {":02000004"}, {":02000002"},   {":10"},
    {":20"},       {":00000001FF"}, {":00000001ff"}};
static constexpr std::string_view IntelEnd = ":00000001";
// A header, or data with a usual number of bytes.
static constexpr Signature MotorolaSignatures[] = {
    {"S00"}, {"S01"}, {"S02"}, {"S10"}, {"S11"}, {"S12"},
    {"S20"}, {"S21"}, {"S22"}, {"S30"}, {"S31"}, {"S32"}};

namespace {

std::optional<Match> recognise(const Candidate &C, HexDialect Dialect) {
  const std::string_view Text = C.whole().text();
  std::uint64_t Start = C.start();
  if (C.magic().starts_with(IntelEnd)) {
    const std::uint64_t First = firstHexRecord(Text, Start, Dialect);
    if (!C.spend(Start - First))
      return std::nullopt;
    Start = First;
  }
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
  Match M{Start, File->Length};
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
