//===- binscan/readers/ChipProtection.cpp - Who may read a chip -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/ChipProtection.h"

#include "binscan/Text.h"

#include <algorithm>

namespace firmcop::binscan {

namespace {

/// Where a family of STM32 has its option bytes.
struct OptionBytes {
  std::uint64_t Address;
  std::uint64_t Level;      ///< offset of RDP
  std::uint64_t Complement; ///< offset of its complement; 0: there is none
  const char *Family;
};
constexpr OptionBytes Families[] = {
    {0x1FFFF800, 0, 1, "STM32F0, F1 or F3"},
    {0x1FFFC000, 1, 0, "STM32F2 or F4"},
    {0x1FFF0000, 1, 0, "STM32F7"},
    {0x1FFF7800, 0, 4, "STM32L4, G0, G4 or WB"},
    {0x1FF80000, 0, 2, "STM32L0 or L1"},
};

void readStm32(const ReadAddress &At, std::vector<ChipProtection> &Found) {
  for (const OptionBytes &Bytes : Families) {
    const auto Area =
        At(Bytes.Address, std::max(Bytes.Level, Bytes.Complement) + 1);
    // Other chips have RAM or a ROM there.
    constexpr std::uint64_t TooLong = 256;
    if (!Area || At(Bytes.Address, TooLong))
      continue;
    const std::uint8_t Level = *Area->u8(Bytes.Level);
    // Without its complement, the chip takes the byte for level 1.
    const bool IsSound =
        Bytes.Complement == 0 || (Level ^ *Area->u8(Bytes.Complement)) == 0xFF;
    constexpr std::uint8_t LevelZero = 0xAA, LevelZeroF1 = 0xA5,
                           LevelTwo = 0xCC;
    const bool IsOpen =
        IsSound && (Level == LevelZero ||
                    (Level == LevelZeroF1 && Bytes.Address == 0x1FFFF800));
    const char *Name = IsOpen ? "0" : IsSound && Level == LevelTwo ? "2" : "1";
    Found.push_back({Bytes.Address + Bytes.Level, IsOpen,
                     "readout protection level " + std::string(Name) +
                         " in the option bytes of an " + Bytes.Family});
  }
}

void readNordic(const ReadAddress &At, std::vector<ChipProtection> &Found) {
  constexpr std::uint64_t Nrf52 = 0x10001208, Nrf53 = 0x00FF8000;
  if (const auto Word = At(Nrf52, 4)) {
    const std::uint32_t Value = *Word->u32le(0);
    // An erased word leaves chips of the first years open and locks others.
    const bool IsOpen = (Value & 0xFF) == 0x5A;
    if (Value != 0xFFFFFFFF)
      Found.push_back(
          {Nrf52, IsOpen, "UICR.APPROTECT of an nRF52 is " + hex(Value)});
  }
  if (const auto Word = At(Nrf53, 4)) {
    constexpr std::uint32_t Unprotected = 0x50FA50FA;
    const std::uint32_t Value = *Word->u32le(0);
    // An erased word means the opposite on nRF53 and early nRF91.
    if (Value != 0xFFFFFFFF)
      Found.push_back({Nrf53, Value == Unprotected,
                       "UICR.APPROTECT of an nRF53 or nRF91 is " + hex(Value)});
  }
}

/// Every program that is linked to address 0 has something at 0x400; the field
/// is known by the backdoor key and the protection that hardly anybody sets.
void readKinetis(const ReadAddress &At, std::vector<ChipProtection> &Found) {
  constexpr std::uint64_t Field = 0x400, Security = 0xC;
  const auto Area = At(Field, 16);
  const auto Start = At(0, 64);
  if (!Area || !Start || !startsWithVectorTable(*Start))
    return;
  const bool IsField =
      std::ranges::all_of(Area->first(Security),
                          [](std::uint8_t Byte) { return Byte == 0xFF; }) &&
      *Area->u8(14) == 0xFF && *Area->u8(15) == 0xFF &&
      *Area->u8(Security) != 0xFF;
  if (!IsField)
    return;
  const std::uint8_t Value = *Area->u8(Security);
  Found.push_back({Field + Security, (Value & 3) == 2,
                   "flash security byte FSEC of a Kinetis is " + hex(Value)});
}

} // namespace

std::vector<ChipProtection> readChipProtection(const ReadAddress &At) {
  std::vector<ChipProtection> Found;
  readStm32(At, Found);
  readNordic(At, Found);
  readKinetis(At, Found);
  return Found;
}

bool startsWithVectorTable(Bytes Program) {
  constexpr std::uint64_t Words = 16;
  const auto Table = Program.slice(0, Words * 4);
  if (!Table)
    return false;
  const std::uint32_t Stack = *Table->u32le(0), Reset = *Table->u32le(4);
  // Code RAM, SRAM, and the external RAM of large chips.
  if (Stack % 4 != 0 || Stack < 0x10000000 || Stack >= 0x70000000)
    return false;
  constexpr std::uint32_t Reach = 1u << 24;
  const auto IsHandler = [&](std::uint32_t Word) {
    const std::uint32_t Distance = Word > Reset ? Word - Reset : Reset - Word;
    return Word % 2 == 1 && Distance < Reach;
  };
  // NMI and HardFault have a handler; those behind may be missing or reserved.
  if (Reset % 2 == 0 || !IsHandler(*Table->u32le(8)) ||
      !IsHandler(*Table->u32le(12)))
    return false;
  for (std::uint64_t Word = 4; Word != Words; ++Word) {
    const std::uint32_t Value = *Table->u32le(Word * 4);
    const bool IsReserved = Word >= 7 && Word <= 10;
    // Some vendors keep checksums and addresses in the reserved words.
    if (Value != 0 && !IsReserved && !IsHandler(Value) && Word != 13)
      return false;
  }
  return true;
}

} // namespace firmcop::binscan
