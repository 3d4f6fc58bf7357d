//===- binscan/Literals.cpp - Many literals in one pass ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Literals.h"

#include "binscan/Memo.h"

#include <algorithm>

using namespace firmcop::binscan;

namespace {

/// How much the library searches at a time: what a processor's cache holds.
constexpr std::uint64_t WindowSize = 1U << 18;
/// Compiling takes as long as to search this much by the table.
constexpr std::uint64_t WorthCompiling = 1U << 22;
/// Below this, copying the library's scratch memory costs more than it saves.
constexpr std::uint64_t WorthStarting = 1U << 14;

std::vector<std::string_view> &literalsOfAllMarks() {
  static std::vector<std::string_view> Texts;
  return Texts;
}

const Literals &allMarks() {
  static const Literals All(literalsOfAllMarks());
  return All;
}

} // namespace

Literals::Literals(std::span<const std::string_view> Wanted)
    : Texts(Wanted.begin(), Wanted.end()) {
  for (std::uint32_t I = 0; I < Texts.size(); ++I) {
    Longest = std::max(Longest, Texts[I].size());
    const auto Byte = [&](std::size_t J) {
      return static_cast<unsigned char>(Texts[I][J]);
    };
    const std::size_t Key = std::size_t(Byte(0)) << 8 | Byte(1);
    if (!MayStart[Key]) {
      MayStart.set(Key);
      SlotOf[Key] = static_cast<std::uint16_t>(Slots.size());
      Slots.emplace_back();
    }
    Slots[SlotOf[Key]].push_back(I);
  }
}

void Literals::findAt(Bytes In, std::uint64_t First, std::uint64_t Step,
                      const Visitor &Found) const {
  const std::uint8_t *Data = In.data();
  const std::uint64_t End = std::max<std::uint64_t>(In.size(), 1) - 1;
  // No further than to the end, lest the sum wraps.
  const std::uint64_t Stride = std::min(Step, std::max(End, std::uint64_t(1)));
  for (std::uint64_t At = First; At < End; At += Stride) {
    const std::size_t Key = std::size_t(Data[At]) << 8 | Data[At + 1];
    if (!MayStart[Key]) [[likely]]
      continue;
    for (std::uint32_t I : Slots[SlotOf[Key]])
      if (In.hasAt(At, Texts[I]) && !Found(I, At))
        return;
  }
}

/// Searches what starts in the first \p Length bytes of \p Window.
bool Literals::findInWindow(Bytes Window, std::uint64_t Length,
                            std::uint64_t Offset, const Visitor &Found) const {
  bool GoesOn = true;
  if (const auto Hits = Matcher->find(Window)) {
    for (const LiteralMatcher::Hit &H : *Hits)
      if (!GoesOn || H.At >= Length)
        break;
      else
        GoesOn = Found(H.Which, Offset + H.At);
    return GoesOn;
  }
  findByTable(Window, [&](std::size_t Which, std::uint64_t At) {
    if (At >= Length)
      return false;
    return GoesOn = Found(Which, Offset + At);
  });
  return GoesOn;
}

void Literals::find(Bytes In, const Visitor &Found) const {
  if (In.size() < WorthStarting || (Searched += In.size()) < WorthCompiling)
    return findByTable(In, Found);
  std::call_once(Compiled, [&] { Matcher = LiteralMatcher::of(Texts); });
  if (!Matcher)
    return findByTable(In, Found);
  for (std::uint64_t At = 0; At < In.size(); At += WindowSize)
    if (!findInWindow(In.from(At).first(WindowSize + Longest - 1), WindowSize,
                      At, Found))
      return;
}

Marks::Marks(std::vector<std::string_view> Texts)
    : First(static_cast<std::uint32_t>(literalsOfAllMarks().size())),
      Count(static_cast<std::uint32_t>(Texts.size())) {
  literalsOfAllMarks().insert(literalsOfAllMarks().end(), Texts.begin(),
                              Texts.end());
}

std::shared_ptr<const MarkedBytes::Hits> MarkedBytes::search(Bytes In) {
  constexpr std::size_t MaxHits = 1'000'000;
  Hits Found;
  allMarks().find(In, [&](std::size_t Which, std::uint64_t At) {
    Found.push_back({At, static_cast<std::uint32_t>(Which)});
    return Found.size() <= MaxHits;
  });
  if (Found.size() > MaxHits)
    return nullptr;
  Found.shrink_to_fit();
  return std::make_shared<const Hits>(std::move(Found));
}

MarkedBytes::MarkedBytes(Bytes In) : In(In), Places(search(In)) {}

MarkedBytes::MarkedBytes(const Node &N) : In(N.bytes()) {
  static Memo<std::shared_ptr<const Hits>> BySha256;
  Places = BySha256.get(N, search);
}

void MarkedBytes::find(
    const Marks &Of,
    const std::function<void(std::size_t, std::uint64_t)> &Found) const {
  const auto Take = [&](std::size_t Which, std::uint64_t At) {
    if (Which >= Of.First && Which - Of.First < Of.Count)
      Found(Which - Of.First, At);
    return true;
  };
  if (!Places)
    return allMarks().find(In, Take);
  for (const LiteralMatcher::Hit &H : *Places)
    Take(H.Which, H.At);
}
