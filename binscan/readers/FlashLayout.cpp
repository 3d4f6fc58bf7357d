//===- binscan/readers/FlashLayout.cpp - The regions of a flash -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/FlashLayout.h"

#include "binscan/readers/Text.h"
#include "binscan/readers/UbootEnvironment.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace firmcop::binscan {
namespace {

constexpr std::uint64_t Rest = UINT64_MAX;
constexpr std::uint64_t MostFlash = std::uint64_t(1) << 40;
constexpr std::size_t MostRegions = 256;

/// Takes a number off the front of \p Text: decimal or hexadecimal, with one of
/// the letters k, m and g.
std::optional<std::uint64_t> takeNumber(std::string_view &Text) {
  const bool IsHex = Text.starts_with("0x") || Text.starts_with("0X");
  std::string_view Digits = Text.substr(IsHex ? 2 : 0);
  std::uint64_t Value = 0;
  const auto [End, Error] = std::from_chars(
      Digits.data(), Digits.data() + Digits.size(), Value, IsHex ? 16 : 10);
  if (Error != std::errc() || Value > MostFlash)
    return std::nullopt;
  Digits.remove_prefix(static_cast<std::size_t>(End - Digits.data()));
  unsigned Shift = 0;
  if (!Digits.empty()) {
    const char Unit = static_cast<char>(Digits[0] | 0x20);
    Shift = Unit == 'k' ? 10 : Unit == 'm' ? 20 : Unit == 'g' ? 30 : 0;
    Digits.remove_prefix(Shift != 0 ? 1 : 0);
  }
  Text = Digits;
  return Value > MostFlash >> Shift ? std::nullopt
                                    : std::optional(Value << Shift);
}

/// "<size>[@<offset>][(<name>)][ro]"; \p At is where the region before ends.
std::optional<FlashRegion> readRegion(std::string_view Text, std::uint64_t At) {
  FlashRegion R;
  R.Offset = At;
  if (Text.starts_with('-')) {
    R.Size = Rest;
    Text.remove_prefix(1);
  } else if (const auto Size = takeNumber(Text)) {
    R.Size = *Size;
  } else {
    return std::nullopt;
  }
  if (Text.starts_with('@')) {
    Text.remove_prefix(1);
    const auto Offset = takeNumber(Text);
    if (!Offset)
      return std::nullopt;
    R.Offset = *Offset;
  }
  if (Text.starts_with('(')) {
    const std::size_t Close = Text.find(')');
    if (Close == Text.npos)
      return std::nullopt;
    R.Name = Text.substr(1, Close - 1);
    Text.remove_prefix(Close + 1);
  }
  R.IsReadOnly = contains(Text, "ro");
  return R;
}

std::optional<FlashLayout> readChip(std::string_view Text) {
  // The name of a chip may have colons of its own.
  const std::size_t Colon = Text.substr(0, Text.find('(')).rfind(':');
  if (Colon == Text.npos)
    return std::nullopt;
  FlashLayout L;
  L.Chip = Text.substr(0, Colon);
  std::uint64_t At = 0;
  for (const std::string_view Part : splitFields(Text.substr(Colon + 1), ',')) {
    const auto R = readRegion(Part, At);
    if (!R || L.Regions.size() == MostRegions || At == Rest)
      return std::nullopt;
    At = R->Size == Rest ? Rest : R->Offset + R->Size;
    L.Regions.push_back(*R);
  }
  return L;
}

void collect(const DeviceTreeNode &Node, std::vector<FlashLayout> &Into) {
  FlashLayout L;
  for (const DeviceTreeNode &Child : Node.Children) {
    const auto Label = Child.text("label");
    const auto Range = Child.property("reg");
    const bool IsPartition = Child.Name.starts_with("partition@");
    if (IsPartition && Range && L.Regions.size() != MostRegions) {
      // One or two cells each for address and size.
      const bool IsWide = Range->size() == 16;
      using Number = std::optional<std::uint64_t>;
      const Number Offset = IsWide ? Range->u64be(0) : Number(Range->u32be(0));
      const Number Size = IsWide ? Range->u64be(8) : Number(Range->u32be(4));
      if (Size && *Offset <= MostFlash && *Size <= MostFlash)
        L.Regions.push_back({std::string(Label.value_or(Child.Name)), *Offset,
                             *Size, Child.property("read-only").has_value()});
    }
    collect(Child, Into);
  }
  if (!L.Regions.empty())
    Into.push_back(std::move(L));
}

/// Everything in the image that says how its flash is divided.
std::vector<FlashLayout> layoutsIn(const Image &I) {
  std::vector<FlashLayout> All;
  const auto Add = [&](std::vector<FlashLayout> Some) {
    std::ranges::move(Some, std::back_inserter(All));
  };
  for (const UbootEnvironment &E : ubootEnvironments(I))
    for (const char *Name : {"mtdparts", "bootargs"})
      if (const BootVariable *V = E.find(Name))
        Add(readMtdParts(V->Value));
  for (const Node *N : I.withFormat("dtb"))
    if (const auto Root = readDeviceTree(N->bytes())) {
      if (const DeviceTreeNode *Chosen = Root->find("chosen"))
        Add(readMtdParts(Chosen->text("bootargs").value_or("")));
      Add(readPartitionNodes(*Root));
    }
  return All;
}

} // namespace

std::uint64_t FlashLayout::end() const {
  std::uint64_t End = 0;
  for (const FlashRegion &R : Regions)
    End = std::max(End, R.Size == Rest ? R.Offset : R.Offset + R.Size);
  return End;
}

std::vector<FlashLayout> readMtdParts(std::string_view CommandLine) {
  constexpr std::string_view Sign = "mtdparts=";
  // A variable of that name may hold the sign itself, or only what follows it.
  if (const std::size_t At = CommandLine.rfind(Sign); At != CommandLine.npos)
    CommandLine.remove_prefix(At + Sign.size());
  else if (contains(CommandLine, " ") || !contains(CommandLine, "("))
    return {};
  CommandLine = CommandLine.substr(0, CommandLine.find_first_of(" \t\"'\n"));
  std::vector<FlashLayout> Chips;
  for (const std::string_view Part : splitFields(CommandLine, ';'))
    if (auto Chip = readChip(Part))
      Chips.push_back(std::move(*Chip));
  return Chips;
}

std::vector<FlashLayout> readPartitionNodes(const DeviceTreeNode &Root) {
  std::vector<FlashLayout> All;
  collect(Root, All);
  return All;
}

FlashLayout flashLayout(const Image &I) {
  // Only a raw dump has offsets of the flash.
  const Node &Root = I.root();
  if (!Root.Format.empty() || !Root.Divided)
    return {};
  for (FlashLayout &L : layoutsIn(I))
    if (L.Regions.size() > 1 && L.end() <= Root.bytes().size())
      return std::move(L);
  return {};
}

const FlashRegion *regionAt(const FlashLayout &L, std::uint64_t Offset) {
  const auto In = std::ranges::find_if(L.Regions, [&](const FlashRegion &R) {
    return Offset >= R.Offset && Offset - R.Offset < R.Size;
  });
  return In == L.Regions.end() ? nullptr : &*In;
}

} // namespace firmcop::binscan
