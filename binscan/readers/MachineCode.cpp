//===- binscan/readers/MachineCode.cpp ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Encodings are those of the processors' manuals; which ones compilers use
// where functions meet was looked up in their output.
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/MachineCode.h"

#include <algorithm>
#include <array>
#include <span>

using namespace firmcop::binscan;

namespace {

/// Up to four bytes, compared where the mask has ones; the first of them is the
/// lowest one of the numbers.
struct Pattern {
  std::uint32_t Value, Mask;
  unsigned Size;
};

constexpr Pattern half(std::uint32_t Value, std::uint32_t Mask = 0xFFFF) {
  return {Value, Mask, 2};
}
constexpr Pattern word(std::uint32_t Value, std::uint32_t Mask = 0xFFFFFFFF) {
  return {Value, Mask, 4};
}
/// As the manual of a big-endian processor writes it.
constexpr Pattern bigWord(std::uint32_t Value,
                          std::uint32_t Mask = 0xFFFFFFFF) {
  return {__builtin_bswap32(Value), __builtin_bswap32(Mask), 4};
}

/// How functions of a processor's programs end and begin.
struct Processor {
  std::string_view Name;
  std::uint64_t Step; ///< between instructions
  std::span<const Pattern> Ends, Starts;
  /// Of the instruction behind an end that is run before the jump is made.
  std::uint64_t DelaySlot = 0;
  /// Constants of four bytes that compilers put behind a function.
  std::uint64_t Constants = 0;
  /// Calls, which there are as many of, where ends and starts are so short that
  /// text has them, too.
  std::span<const Pattern> Calls = {};
};

// bx lr; pop {..., pc}; ldm sp!, {..., pc}; push {..., lr}; str lr, [sp, #-4]!
constexpr Pattern ArmEnds[] = {word(0xE12FFF1E), word(0xE8BD8000, 0xFFFF8000),
                               word(0xE49DF004)};
constexpr Pattern ArmStarts[] = {word(0xE92D4000, 0xFFFFC000),
                                 word(0xE52DE004)};
// bx lr; pop {..., pc}; ldmia.w sp!, {..., pc}; push {..., lr} in two sizes
constexpr Pattern ThumbEnds[] = {half(0x4770), half(0xBD00, 0xFF00),
                                 word(0x8000E8BD, 0x8000FFFF)};
constexpr Pattern ThumbStarts[] = {half(0xB500, 0xFF00),
                                   word(0x4000E92D, 0xE000FFFF)};
// bl to what is no more than half a megabyte away
constexpr Pattern ThumbCalls[] = {word(0xD000F000, 0xD000FF80),
                                  word(0xD000F780, 0xD000FF80)};
// ret; stp x29, x30, [sp, #-n]!; sub sp, sp, #n; paciasp
constexpr Pattern Arm64Ends[] = {word(0xD65F03C0)};
constexpr Pattern Arm64Starts[] = {word(0xA9807BFD, 0xFFC07FFF),
                                   word(0xD10003FF, 0xFF8003FF),
                                   word(0xD503233F)};
// jr ra; addiu sp, sp, -n; daddiu sp, sp, -n; lui gp, n
constexpr Pattern MipsEnds[] = {bigWord(0x03E00008)};
constexpr Pattern MipsStarts[] = {bigWord(0x27BD8000, 0xFFFF8000),
                                  bigWord(0x67BD8000, 0xFFFF8000),
                                  bigWord(0x3C1C0000, 0xFFFF0000)};
constexpr Pattern MipselEnds[] = {word(0x03E00008)};
constexpr Pattern MipselStarts[] = {word(0x27BD8000, 0xFFFF8000),
                                    word(0x67BD8000, 0xFFFF8000),
                                    word(0x3C1C0000, 0xFFFF0000)};
// l.jr r9; l.addi r1, r1, -n
constexpr Pattern OpenRiscEnds[] = {bigWord(0x44004800)};
constexpr Pattern OpenRiscStarts[] = {bigWord(0x9C218000, 0xFFFF8000)};
// ret; push
constexpr Pattern AvrEnds[] = {half(0x9508)};
constexpr Pattern AvrStarts[] = {half(0x920F, 0xFE0F)};
// blr; stwu r1, -n(r1); mflr r0
constexpr Pattern PowerPcEnds[] = {bigWord(0x4E800020)};
constexpr Pattern PowerPcStarts[] = {bigWord(0x94218000, 0xFFFF8000),
                                     bigWord(0x7C0802A6)};
// ret in two sizes; c.addi16sp sp, -n; c.addi sp, -n; addi sp, sp, -n
constexpr Pattern RiscvEnds[] = {half(0x8082), word(0x00008067)};
constexpr Pattern RiscvStarts[] = {half(0x7101, 0xFF83), half(0x1101, 0xFF83),
                                   word(0x80010113, 0x800FFFFF)};
// retw.n; ret.n; entry a1, n; addi a1, a1, -n
constexpr Pattern XtensaEnds[] = {half(0xF01D), half(0xF00D)};
constexpr Pattern XtensaStarts[] = {{0x000136, 0xFC0FFF, 3},
                                    {0x80C112, 0x80FFFF, 3}};
// The same of big-endian ones: retw.n; entry a1, n
constexpr Pattern XtensaBigEnds[] = {half(0x0FD1)};
constexpr Pattern XtensaBigStarts[] = {{0x00106C, 0xC0FFFF, 3}};
// ret; endbr64; sub $n, %rsp or %esp; two pushes, or one and the next prefix
constexpr Pattern X86Ends[] = {{0xC3, 0xFF, 1}};
constexpr Pattern X86Starts[] = {word(0xFA1E0FF3),
                                 {0xEC8348, 0xFFFFFF, 3},
                                 half(0xEC83),
                                 half(0x5657),
                                 half(0x5356),
                                 half(0x5755),
                                 half(0x5355),
                                 half(0x4853),
                                 half(0x4855),
                                 half(0x8955),
                                 word(0x54415441, 0xFCFFFCFF)};

constexpr auto Processors = std::to_array<Processor>({
    {"arm", 4, ArmEnds, ArmStarts, 0, 8},
    {"thumb", 2, ThumbEnds, ThumbStarts, 0, 8, ThumbCalls},
    {"arm64", 4, Arm64Ends, Arm64Starts},
    {"mips", 4, MipsEnds, MipsStarts, 4},
    {"mipsel", 4, MipselEnds, MipselStarts, 4},
    {"powerpc", 4, PowerPcEnds, PowerPcStarts},
    {"openrisc", 4, OpenRiscEnds, OpenRiscStarts, 4},
    {"avr", 2, AvrEnds, AvrStarts},
    {"riscv", 2, RiscvEnds, RiscvStarts},
    {"xtensa", 1, XtensaEnds, XtensaStarts},
    {"xtensa", 1, XtensaBigEnds, XtensaBigStarts},
    {"x86", 1, X86Ends, X86Starts},
});

/// How many bytes the pattern has that \p Word starts with, or zero.
unsigned sizeOfAny(std::span<const Pattern> Any, std::uint32_t Word) {
  for (const Pattern &P : Any)
    if ((Word & P.Mask) == P.Value)
      return P.Size;
  return 0;
}

bool startsAt(Bytes B, const Processor &P, std::uint64_t At) {
  return sizeOfAny(P.Starts, B.u32le(At).value_or(0)) != 0;
}

/// Whether a function starts at \p At, behind what fills up the line there
/// (zeros, or on x86 what does nothing), or behind the constants of the last
/// one.
bool startsNear(Bytes B, const Processor &P, std::uint64_t At) {
  constexpr std::uint64_t Line = 16, ConstantSize = 4;
  if (startsAt(B, P, At))
    return true;
  std::uint64_t Next = At;
  const auto IsFilling = [](std::uint8_t Byte) {
    return Byte == 0 || Byte == 0x90 || Byte == 0xCC;
  };
  while (Next < B.size() && Next - At < Line && IsFilling(B.data()[Next]))
    ++Next;
  if (Next != At && Next % P.Step == 0 && startsAt(B, P, Next))
    return true;
  Next = (At + ConstantSize - 1) / ConstantSize * ConstantSize;
  for (std::uint64_t I = 0; I != P.Constants; ++I, Next += ConstantSize)
    if (startsAt(B, P, Next))
      return true;
  return false;
}

} // namespace

std::string_view firmcop::binscan::machineCodeIn(Bytes B) {
  constexpr std::uint64_t Least = 8, Every = 4096, LongestLook = 1U << 19;
  // The start of something large says what it is.
  const Bytes Looked = B.first(LongestLook);
  std::array<std::uint64_t, Processors.size()> Functions{}, Calls{};
  for (std::uint64_t At = 0; At + 4 <= Looked.size(); ++At) {
    const std::uint32_t Word = *Looked.u32le(At);
    for (std::size_t I = 0; I != Processors.size(); ++I) {
      const Processor &P = Processors[I];
      if (At % P.Step != 0)
        continue;
      const unsigned Size = sizeOfAny(P.Ends, Word);
      Functions[I] +=
          Size != 0 && startsNear(Looked, P, At + Size + P.DelaySlot);
      Calls[I] += P.Calls.empty() || sizeOfAny(P.Calls, Word) != 0;
    }
  }
  for (std::size_t I = 0; I != Processors.size(); ++I)
    Functions[I] = std::min(Functions[I], Calls[I]);
  const auto Most = std::ranges::max_element(Functions);
  if (*Most < std::max(Least, Looked.size() / Every))
    return {};
  return Processors[static_cast<std::size_t>(Most - Functions.begin())].Name;
}
