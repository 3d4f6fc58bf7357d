//===- binscan/formats/BroadcomNvram.cpp - Settings of routers --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The area where routers with Broadcom's chips keep their settings: a header
// with a length and a CRC-8, and variables that end with a zero byte each, the
// last one with two (Linux, drivers/firmware/broadcom/bcm47xx_nvram.c). The
// variables become text, one a line.
//
//===----------------------------------------------------------------------===//

#include "binscan/formats/Damage.h"

using namespace firmcop::binscan;

static constexpr Signature Signatures[] = {{"FLSH"}};

namespace {

constexpr std::uint64_t HeaderSize = 20;

/// CRC-8 with the polynomial 0xAB (reflected), of what follows its own byte.
std::uint8_t crc8(Bytes B) {
  std::uint8_t Crc = 0xFF;
  for (const std::uint8_t Byte : B) {
    Crc ^= Byte;
    for (int Bit = 0; Bit != 8; ++Bit)
      Crc = static_cast<std::uint8_t>((Crc & 1) != 0 ? Crc >> 1 ^ 0xAB
                                                     : Crc >> 1);
  }
  return Crc;
}

/// The variables, one a line; nothing if these are none.
std::optional<std::string> readVariables(Bytes Area) {
  std::string Lines;
  std::string_view Rest = Area.from(HeaderSize).text();
  while (!Rest.empty() && Rest.front() != 0) {
    const std::string_view Variable = Rest.substr(0, Rest.find('\0'));
    const std::size_t Equals = Variable.find('=');
    if (Equals == Variable.npos || Equals == 0)
      return std::nullopt;
    for (const char C : Variable)
      Lines += C == '\n' || C == '\r' ? ' ' : C;
    Lines += '\n';
    Rest.remove_prefix(std::min(Variable.size() + 1, Rest.size()));
  }
  return Lines.empty() ? std::nullopt : std::optional(std::move(Lines));
}

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint32_t MostSize = 1U << 20;
  constexpr std::uint64_t CrcAt = 8;
  const Bytes B = C.here();
  const auto Length = B.u32le(4);
  if (!Length || *Length <= HeaderSize || *Length > MostSize ||
      !B.contains(0, *Length) || !C.spend(*Length) ||
      !readVariables(B.first(*Length)))
    return std::nullopt;
  return checked(C, *Length,
                 crc8(B.first(*Length).from(CrcAt + 1)) == *B.u8(CrcAt));
}

void unpack(Unpacking &U) {
  if (auto Lines = readVariables(U.bytes()))
    U.addContent("content", Blob(std::move(*Lines)));
}

} // namespace

static const Format Registered({.Name = "nvram",
                                .Description = "Broadcom NVRAM settings",
                                .MimeType = "application/octet-stream",
                                .Holds = Format::Inside::Parts,
                                .Signatures = Signatures,
                                .Recognise = recognise,
                                .Unpack = unpack});
