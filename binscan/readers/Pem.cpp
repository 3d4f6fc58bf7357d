//===- binscan/readers/Pem.cpp - DER in text --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Pem.h"
#include "firmcop/Base64.h"

#include <string>

namespace firmcop::binscan {

std::vector<std::vector<std::uint8_t>>
pemBlocks(std::string_view Text, std::string_view Label, std::size_t Limit) {
  constexpr std::size_t MaxBody = 1u << 20;
  const std::string Begin = "-----BEGIN " + std::string(Label) + "-----";
  const std::string End = "-----END " + std::string(Label) + "-----";
  std::vector<std::vector<std::uint8_t>> Blocks;
  std::size_t At = Text.find(Begin);
  while (At != Text.npos && Blocks.size() < Limit) {
    const std::size_t Body = At + Begin.size();
    const std::size_t Stop = Text.find(End, Body);
    if (Stop == Text.npos)
      break;
    if (Stop - Body <= MaxBody)
      if (auto Decoded = decodeBase64(Text.substr(Body, Stop - Body)))
        Blocks.push_back(std::move(*Decoded));
    At = Text.find(Begin, Stop);
  }
  return Blocks;
}

} // namespace firmcop::binscan
