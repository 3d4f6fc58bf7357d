//===- binscan/readers/AddressMap.cpp - Bytes with addresses ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/AddressMap.h"

#include <algorithm>

namespace firmcop::binscan {

void AddressMap::add(std::uint64_t Address, Bytes Piece) {
  if (Piece.empty())
    return;
  if (Last == Pieces.end() || Last->first + Last->second.size() != Address)
    Last = Pieces.emplace(Address, std::vector<std::uint8_t>());
  auto &Content = Last->second;
  Content.insert(Content.end(), Piece.begin(), Piece.end());
}

std::vector<AddressMap::Segment> AddressMap::take() {
  constexpr std::uint64_t SmallGap = 64;
  std::vector<Segment> Merged;
  for (auto &[Address, Piece] : Pieces) {
    const bool IsFar =
        Merged.empty() ||
        Address - Merged.back().Address >
            std::uint64_t(Merged.back().Content.size()) + SmallGap;
    if (IsFar) {
      Merged.push_back({Address, std::move(Piece)});
      continue;
    }
    auto &Content = Merged.back().Content;
    const std::uint64_t At = Address - Merged.back().Address;
    if (At > Content.size())
      Content.resize(At, 0xFF);
    const std::size_t Shared =
        std::min<std::uint64_t>(Content.size() - At, Piece.size());
    const auto Old = Content.begin() + static_cast<std::ptrdiff_t>(At);
    const auto Rest = Piece.begin() + static_cast<std::ptrdiff_t>(Shared);
    Conflict = Conflict || !std::equal(Piece.begin(), Rest, Old);
    std::copy(Piece.begin(), Rest, Old);
    Content.insert(Content.end(), Rest, Piece.end());
  }
  Pieces.clear();
  Last = Pieces.end();
  return Merged;
}

std::optional<Bytes> bytesAt(const Image &I, const Node &Parent,
                             std::uint64_t Address, std::uint64_t Length) {
  for (const NodeId Id : Parent.Children) {
    const Node &N = I.node(Id);
    if (!N.Address || Address < *N.Address)
      continue;
    if (const auto Found = N.bytes().slice(Address - *N.Address, Length))
      return Found;
  }
  return std::nullopt;
}

} // namespace firmcop::binscan
