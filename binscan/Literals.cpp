//===- binscan/Literals.cpp - Many literals in one pass ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Literals.h"

using namespace firmcop::binscan;

Literals::Literals(std::span<const std::string_view> Wanted)
    : Texts(Wanted.begin(), Wanted.end()), MayStart(TableSize),
      Slots(TableSize) {
  for (std::uint32_t I = 0; I < Texts.size(); ++I) {
    const std::size_t Slot =
        slotOf(reinterpret_cast<const std::uint8_t *>(Texts[I].data()));
    MayStart[Slot] = true;
    Slots[Slot].push_back(I);
  }
}

void Literals::find(
    Bytes In,
    const std::function<void(std::size_t, std::uint64_t)> &Found) const {
  if (In.size() < 3)
    return;
  const std::uint8_t *Data = In.data();
  for (std::uint64_t At = 0, End = In.size() - 2; At < End; ++At) {
    const std::size_t Slot = slotOf(Data + At);
    if (!MayStart[Slot]) [[likely]]
      continue;
    for (std::uint32_t I : Slots[Slot])
      if (In.hasAt(At, Texts[I]))
        Found(I, At);
  }
}
