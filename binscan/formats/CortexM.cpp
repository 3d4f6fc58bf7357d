//===- binscan/formats/CortexM.cpp - Bare programs for Cortex-M -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program as it lies in a microcontroller's flash has no header. It starts
// with its vector table (Armv7-M Architecture Reference Manual, B1.5.3): the
// initial stack pointer, then addresses of handlers, all odd because they are
// Thumb code, of which 7 to 10 and 13 are reserved.
//
// The table says where the program is linked to, too: every handler lies in it,
// so the address is one that takes them all to places inside. Of several the
// one is taken at which most of the words that look like pointers to code lead
// to the start of a function. What follows the program is not told by anything;
// it ends where the flash is erased, or another table starts.
//
//===----------------------------------------------------------------------===//

#include "binscan/Entropy.h"
#include "binscan/Format.h"

#include <algorithm>
#include <array>
#include <bit>
#include <set>
#include <vector>

using namespace firmcop::binscan;

// The upper half of the stack pointer: internal RAM starts at 0x20000000, on
// some chips at 0x10000000, 0x1FFF0000 or 0x24000000.
static constexpr Signature Signatures[] = {
    {std::string_view("\x00\x20", 2), 2},
    {"\x01\x20", 2},
    {"\x02\x20", 2},
    {"\x03\x20", 2},
    {"\x04\x20", 2},
    {"\x05\x20", 2},
    {"\x06\x20", 2},
    {"\x07\x20", 2},
    {"\x08\x20", 2},
    {"\x09\x20", 2},
    {"\x0A\x20", 2},
    {"\x0C\x20", 2},
    {"\x0F\x20", 2},
    {"\x10\x20", 2},
    {"\x18\x20", 2},
    {"\x20\x20", 2},
    {"\x40\x20", 2},
    {"\x80\x20", 2},
    {"\xFF\x1F", 2},
    {std::string_view("\x00\x10", 2), 2},
    {"\x01\x10", 2},
    {"\x02\x10", 2},
    {"\x08\x24", 2},
    {std::string_view("\x00\x24", 2), 2}};

namespace {

constexpr std::uint64_t SystemVectors = 16, Alignment = 128;
/// How many addresses are tried at most, on how much of a program.
constexpr std::uint64_t MostTried = 32, TriedSize = 1U << 16;

/// Erased flash, or zeros of a file system's or file's, longer than any gap
/// that a linker leaves.
std::uint64_t endOfProgram(Bytes B) {
  constexpr std::uint64_t Erased = 1024, Zeros = 4096;
  std::uint64_t RunStart = 0;
  for (std::uint64_t At = 1; At <= B.size(); ++At) {
    const std::uint8_t Byte = B.data()[RunStart];
    if (At != B.size() && B.data()[At] == Byte)
      continue;
    const std::uint64_t Run = At - RunStart;
    if ((Byte == 0xFF && Run >= Erased) || (Byte == 0 && Run >= Zeros))
      return RunStart;
    RunStart = At;
  }
  return B.size();
}

/// The handlers of the system exceptions, without the Thumb bit; nothing when
/// it is no vector table.
std::optional<std::set<std::uint32_t>> readVectors(Bytes B) {
  constexpr std::array<bool, SystemVectors> IsReserved = {
      false, false, false, false, false, false, false, true,
      true,  true,  true,  false, false, true,  false, false};
  // The procedure call standard wants a stack pointer that is a multiple of 8,
  // but some vendors' start code sets it to the last word of the memory.
  if (!B.contains(0, SystemVectors * 4) || *B.u32le(0) % 4 != 0)
    return std::nullopt;
  std::set<std::uint32_t> Handlers;
  unsigned Reserved = 0, Set = 0;
  for (std::uint64_t I = 1; I != SystemVectors; ++I) {
    const std::uint32_t Vector = *B.u32le(4 * I);
    if (Vector == 0 || Vector == UINT32_MAX) {
      Reserved += IsReserved[I] && Vector == 0 ? 1 : 0;
      continue;
    }
    // Some vendors keep a checksum or a pointer of their own there.
    if (IsReserved[I])
      continue;
    if (Vector % 2 == 0)
      return std::nullopt;
    Handlers.insert(Vector & ~1U);
    ++Set;
  }
  // Reset, NMI, hard fault at least; and most of the reserved ones empty.
  constexpr unsigned LeastSet = 3, LeastReserved = 3;
  const auto At = [&](std::uint64_t I) { return *B.u32le(4 * I) % 2 == 1; };
  if (Set < LeastSet || Reserved < LeastReserved || !At(1) || !At(2) || !At(3))
    return std::nullopt;
  return Handlers;
}

/// Where the next vector table starts, or the end.
std::uint64_t nextTable(Bytes B) {
  for (std::uint64_t At = Alignment; At < B.size(); At += Alignment)
    if (readVectors(B.from(At)))
      return At;
  return B.size();
}

/// Whether a function starts at \p Offset: by pushing registers, or behind the
/// end of another one.
bool isFunctionStart(Bytes B, std::uint64_t Offset) {
  const auto First = B.u16le(Offset);
  if (!First)
    return false;
  const bool IsPush = (*First & 0xFE00) == 0xB400 || *First == 0xE92D;
  const auto Before = Offset >= 2 ? B.u16le(Offset - 2) : std::nullopt;
  const bool IsAfterReturn =
      Before && (*Before == 0x4770 || (*Before & 0xFF00) == 0xBD00 ||
                 *Before == 0xBF00 || (*Before & 0xF800) == 0xE000);
  return IsPush || IsAfterReturn;
}

/// How many functions words of the program lead to that would point into it at
/// \p Address. Each function counts once: a table may be full of one handler.
std::uint64_t fits(Bytes Program, std::uint32_t Address) {
  std::set<std::uint64_t> Functions;
  for (std::uint64_t At = 0; At + 4 <= Program.size(); At += 4) {
    const std::uint32_t Word = *Program.u32le(At);
    const std::uint64_t Offset = std::uint64_t(Word & ~1U) - Address;
    if (Word % 2 == 1 && Word > Address && Offset < Program.size() &&
        isFunctionStart(Program, Offset))
      Functions.insert(Offset);
  }
  return Functions.size();
}

/// Addresses at which all handlers are in the program and as many as possible
/// lead to functions; the roundest first.
std::vector<std::uint32_t>
possibleBases(Bytes Program, const std::set<std::uint32_t> &Handlers) {
  constexpr std::uint32_t Unit = 0x100;
  const std::uint32_t Lowest = *Handlers.begin(), Highest = *Handlers.rbegin();
  // All inside: the address is in (Highest - size, Lowest - table].
  const std::uint64_t Room = Program.size() - 2;
  const std::uint64_t First = Highest > Room ? Highest - Room : 0;
  std::vector<std::uint32_t> Bases;
  std::size_t Most = 1;
  for (std::uint64_t Base = (First + Unit - 1) / Unit * Unit;
       Base + SystemVectors * 4 <= Lowest; Base += Unit) {
    const auto Landed = static_cast<std::size_t>(
        std::ranges::count_if(Handlers, [&](std::uint32_t Handler) {
          return isFunctionStart(Program, Handler - Base);
        }));
    if (Landed > Most)
      Bases.clear();
    Most = std::max(Most, Landed);
    if (Landed == Most)
      Bases.push_back(static_cast<std::uint32_t>(Base));
  }
  std::ranges::sort(Bases, {}, [](std::uint32_t Base) {
    return std::pair(-std::countr_zero(Base), Base);
  });
  Bases.resize(std::min<std::size_t>(Bases.size(), MostTried));
  return Bases;
}

/// Of the possible addresses the one that fits most, and of several the
/// roundest.
std::optional<std::uint32_t> findBase(Bytes Program,
                                      const std::set<std::uint32_t> &Handlers) {
  std::optional<std::uint32_t> Best;
  std::uint64_t MostFits = 0;
  for (const std::uint32_t Base : possibleBases(Program, Handlers))
    if (const auto Fits = fits(Program.first(TriedSize), Base);
        !Best || Fits > MostFits) {
      Best = Base;
      MostFits = Fits;
    }
  return Best;
}

std::optional<Match> recognise(const Candidate &C) {
  constexpr std::uint64_t MostProgram = 16U << 20;
  const auto Handlers = readVectors(C.here());
  if (!Handlers)
    return std::nullopt;
  const Bytes Room = C.here().first(MostProgram);
  const Bytes UpToNext = Room.first(nextTable(Room));
  const Bytes Program = UpToNext.first(endOfProgram(UpToNext));
  if (!C.spend(Program.size() +
               MostTried * std::min(Program.size(), TriedSize)))
    return std::nullopt;
  // Without a handler that leads to a function these are only numbers.
  const auto Base = findBase(Program, *Handlers);
  if (!Base)
    return std::nullopt;
  Match M = C.match(Program.size());
  M.Address = *Base;
  return M;
}

} // namespace

static const Format
    Registered({.Name = "cortex-m",
                .Description = "program for a Cortex-M microcontroller",
                .MimeType = "application/octet-stream",
                .Holds = Format::Inside::Search,
                .Signatures = Signatures,
                .Recognise = recognise,
                // That of vector tables is their size; in a file with a header
                // of its own they are inside a part.
                .Alignment = Alignment});
