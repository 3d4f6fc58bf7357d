//===- core/catalogue/DataEndpoints.cpp - Companies that collect data -----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "firmcop/DataEndpoints.h"

#include <array>

using namespace firmcop;

static constexpr auto Endpoints = std::to_array<DataEndpoint>({
#define ENDPOINT(DOMAIN, OWNER) {DOMAIN, OWNER},
#include "DataEndpoints.inc"
#undef ENDPOINT
});

std::span<const DataEndpoint> firmcop::dataEndpoints() { return Endpoints; }

static bool isNameByte(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
         (C >= '0' && C <= '9') || C == '-' || C == '_';
}

bool firmcop::isHostAt(std::string_view Text, std::size_t At,
                       std::size_t Length) {
  if (At > 0 && (isNameByte(Text[At - 1]) || Text[At - 1] == '@'))
    return false;
  const std::size_t End = At + Length;
  if (End >= Text.size())
    return true;
  if (Text[End] == '.')
    return End + 1 >= Text.size() || !isNameByte(Text[End + 1]);
  return !isNameByte(Text[End]);
}
