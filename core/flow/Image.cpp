//===- core/flow/Image.cpp - What crosses a call --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Image.h"

using namespace firmcop::flow;

void Image::forgetGlobals() {
  std::erase_if(Cells,
                [](const ImageCell &C) { return isShared(C.At.Object); });
  std::vector<bool> IsKept(Items.size());
  std::fill_n(IsKept.begin(), Arguments, true);
  for (const ImageCell &C : Cells)
    IsKept[C.Item] = true;
  // The caller knows the items by their numbers.
  while (!IsKept.empty() && !IsKept.back())
    IsKept.pop_back();
  Items.resize(IsKept.size());
  for (std::size_t I = 0; I < Items.size(); ++I)
    if (!IsKept[I])
      Items[I] = ImageItem();
}

void Image::generalise() {
  for (ImageItem &I : Items) {
    if (I.Of.isFromOutside())
      continue;
    Value V;
    V.Of = I.Of.Of;
    V.Range = V.Of.isInteger() ? Interval::of(V.Of) : Interval();
    I.Of = V;
  }
  // Without a value from outside behind them, pointers lead nowhere special.
  if (isFromOutside())
    return;
  Items.resize(Arguments);
  for (ImageItem &I : Items)
    I.Targets.clear();
  Objects.clear();
  Cells.clear();
}

std::uint64_t Image::hash() const {
  std::uint64_t H = 0xCBF29CE484222325ULL;
  auto Add = [&](std::uint64_t V) {
    H = (H ^ V) * 0x9E3779B97F4A7C15ULL;
    H ^= H >> 31;
  };
  Add(Arguments);
  for (const ImageItem &I : Items) {
    const Value &V = I.Of;
    Add(static_cast<std::uint64_t>(V.Range.Low));
    Add(static_cast<std::uint64_t>(V.Range.High));
    Add(V.Kinds);
    Add(V.Constants);
    Add(V.MaxLength);
    Add((std::uint64_t(V.Of.Of) << 16) | (std::uint64_t(V.Of.Signed) << 12) |
        V.Of.Bits);
    Add((V.IsBounded << 0) | (V.IsBoundedBelow << 1) | (V.WasNegative << 2) |
        (V.MayWrap << 3) | (V.IsOther << 4) | (V.IsValidated << 5) |
        (V.IsNonZero << 6) | (V.IsParsed << 7) | (V.IsCompared << 8) |
        (V.IsFixed << 9) | (V.IsDecrypted << 10) | (V.IsPlain << 11) |
        (V.IsPrefixed << 12) | (V.IsNumber << 13));
    for (Place At : I.Targets)
      Add((std::uint64_t(At.Object) << 32) | At.Path);
    Add(I.Targets.size());
  }
  for (const ImageObject &O : Objects) {
    Add(O.Size);
    Add((std::uint64_t(O.ElementSize) << 1) | O.IsUnique);
    Add(O.SizeItem);
    Add(O.SourceItem);
  }
  for (const ImageCell &C : Cells) {
    Add((std::uint64_t(C.At.Object) << 32) | C.At.Path);
    Add(C.Item);
  }
  return H;
}
