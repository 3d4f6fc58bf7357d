//===- binscan/readers/LuaCode.cpp - Lua 5.1's bytecode ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A chunk (Lua 5.1, ldump.c and lopcodes.h) says in its header how wide its
// numbers are and in which order, and is one function with others inside: code,
// constants, functions, and unless it was stripped, lines and names of local
// variables. An instruction has a register A, and B and C, each a register or,
// from 256 on, a constant; or Bx in their place.
//
//===----------------------------------------------------------------------===//

#include "binscan/Cursor.h"
#include "binscan/Ordered.h"
#include "binscan/readers/Bytecode.h"

#include <map>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

enum Operation : std::uint8_t {
  Move = 0,
  LoadConstant = 1,
  GetGlobal = 5,
  GetTable = 6,
  SetGlobal = 7,
  SetTable = 9,
  Jump = 22,
  Equal = 23,
  Call = 28,
};

struct Local {
  Range Name;
  std::uint32_t First = 0, End = 0; ///< instructions in which it exists
};

struct Function {
  Ordered Code;
  std::vector<Range> Constants; ///< empty for what is no string
  std::vector<Local> Locals;
};

/// Reads the functions of a chunk, as far as they are whole.
class ChunkReader {
public:
  explicit ChunkReader(Bytes File) : File(File), Head(File) {}

  std::vector<Function> read() {
    constexpr std::uint64_t HeaderSize = 12;
    constexpr std::uint8_t Version = 0x51;
    if (!File.startsWith("\x1BLua") || File.u8(4) != Version ||
        File.u8(5) != 0 || !File.contains(0, HeaderSize))
      return {};
    In = Ordered(File, *File.u8(6) == 1 ? ByteOrder::Little : ByteOrder::Big);
    IntSize = *File.u8(7);
    LengthSize = *File.u8(8);
    NumberSize = *File.u8(10);
    // Lua's own says whether numbers are integers; OpenWrt's how long its
    // integers are.
    IntegerSize = *File.u8(11) & 0x7F;
    if (IntSize != 4 || (LengthSize != 4 && LengthSize != 8) ||
        *File.u8(9) != 4)
      return {};
    Head.skip(HeaderSize);
    readFunction(0);
    return std::move(Functions);
  }

private:
  std::optional<std::uint64_t> number(std::uint64_t Size) {
    const std::uint64_t At = Head.at();
    return Head.skip(Size) ? std::optional(Size == 8 ? In.u64(At) : In.u32(At))
                           : std::nullopt;
  }

  /// Its length with the zero at its end; 0 for none.
  std::optional<Range> string() {
    const auto Length = number(LengthSize);
    const std::uint64_t Start = Head.at();
    if (!Length || !Head.skip(*Length))
      return std::nullopt;
    return Range{Start, *Length == 0 ? 0 : *Length - 1};
  }

  bool readFunction(unsigned Depth) {
    constexpr unsigned MaxDepth = 64;
    constexpr std::uint64_t Small = 4; // upvalues, parameters, "...", registers
    Function F;
    const bool IsBegun = Depth < MaxDepth && string() &&
                         Head.skip(2 * IntSize) && Head.skip(Small);
    const auto Instructions = IsBegun ? number(IntSize) : std::nullopt;
    const std::uint64_t CodeAt = Head.at();
    if (!Instructions || !Head.skip(*Instructions * 4))
      return false;
    F.Code = *In.slice(CodeAt, *Instructions * 4);
    if (!readConstants(F))
      return false;
    const std::size_t Own = Functions.size();
    Functions.push_back(std::move(F));
    const auto Inner = number(IntSize);
    for (std::uint64_t I = 0; Inner && I != *Inner; ++I)
      if (!readFunction(Depth + 1))
        return false;
    return Inner && readNames(Functions[Own]);
  }

  bool readConstants(Function &F) {
    enum : std::uint8_t { Nil = 0, Boolean = 1, Real = 3, String = 4 };
    constexpr std::uint8_t Integer = 0xFE, IntegerToo = 9;
    const auto Count = number(IntSize);
    for (std::uint64_t I = 0; Count && I != *Count; ++I) {
      const std::optional<std::uint8_t> Type = Head.u8();
      if (!Type)
        return false;
      std::optional<Range> Text = Range();
      bool IsRead = true;
      if (Type == String)
        IsRead = (Text = string()).has_value();
      else if (Type == Integer || Type == IntegerToo)
        IsRead = Head.skip(IntegerSize);
      else if (Type == Real)
        IsRead = Head.skip(NumberSize);
      else if (Type == Boolean)
        IsRead = Head.skip(1);
      else
        IsRead = Type == Nil;
      if (!IsRead)
        return false;
      F.Constants.push_back(*Text);
    }
    return Count.has_value();
  }

  bool readNames(Function &F) {
    const auto Lines = number(IntSize);
    if (!Lines || !Head.skip(*Lines * IntSize))
      return false;
    const auto Count = number(IntSize);
    for (std::uint64_t I = 0; Count && I != *Count; ++I) {
      const auto Name = string();
      const auto First = Name ? number(IntSize) : std::nullopt;
      const auto End = First ? number(IntSize) : std::nullopt;
      if (!End)
        return false;
      F.Locals.push_back({*Name, static_cast<std::uint32_t>(*First),
                          static_cast<std::uint32_t>(*End)});
    }
    const auto Upvalues = Count ? number(IntSize) : std::nullopt;
    for (std::uint64_t I = 0; Upvalues && I != *Upvalues; ++I)
      if (!string())
        return false;
    return Upvalues.has_value();
  }

  Bytes File;
  Ordered In;
  Cursor Head;
  std::uint64_t IntSize = 0, LengthSize = 0, NumberSize = 0, IntegerSize = 0;
  std::vector<Function> Functions;
};

/// Follows what is in registers through one function.
class Follower {
public:
  Follower(Bytes File, const Function &F, std::vector<NamedString> &Found)
      : File(File), F(F), Found(Found) {}

  void run() {
    // Each instruction may look at all variables; no compiler writes as many.
    constexpr std::uint64_t MostWork = 10'000'000;
    const auto Count = static_cast<std::uint32_t>(F.Code.size() / 4);
    if (Count * (F.Locals.size() + 1) > MostWork)
      return;
    for (std::uint32_t I = 0; I != Count; ++I)
      step(F.Code.u32(std::uint64_t(I) * 4), I);
  }

private:
  static constexpr std::uint32_t ConstantBit = 256;

  /// What is known of a register.
  struct Content {
    Range Name;  ///< of where it came from
    Range Value; ///< the string that it is
  };

  void step(std::uint32_t Word, std::uint32_t I) {
    const std::uint32_t A = Word >> 6 & 0xFF, B = Word >> 23,
                        C = Word >> 14 & 0x1FF, Bx = Word >> 14;
    switch (Word & 0x3F) {
    case Move:
      Registers[A] = Content(Registers[B]);
      break;
    case LoadConstant:
      Registers[A] = {{}, constant(Bx)};
      // A variable exists from behind its first value on.
      report(localIn(A, I + 1), constant(Bx));
      break;
    case GetGlobal:
      Registers[A] = {constant(Bx), {}};
      break;
    case GetTable:
      Registers[A] = {valueOf(C), {}};
      break;
    case SetGlobal:
      report(constant(Bx), Registers[A].Value);
      break;
    case SetTable:
      report(valueOf(B), valueOf(C));
      break;
    case Equal:
      report(nameOf(B, I), valueOf(C));
      report(nameOf(C, I), valueOf(B));
      break;
    case Jump:
      Registers.clear();
      break;
    case Call:
      Registers.erase(Registers.lower_bound(A), Registers.end());
      break;
    default:
      Registers.erase(A);
    }
  }

  Range constant(std::uint32_t Number) const {
    return Number < F.Constants.size() ? F.Constants[Number] : Range();
  }

  Range valueOf(std::uint32_t Operand) {
    return Operand >= ConstantBit ? constant(Operand - ConstantBit)
                                  : Registers[Operand].Value;
  }

  Range nameOf(std::uint32_t Operand, std::uint32_t I) {
    if (Operand >= ConstantBit)
      return {};
    const Range Variable = localIn(Operand, I);
    return Variable.Length != 0 ? Variable : Registers[Operand].Name;
  }

  /// The variable that a register is at an instruction: those that exist have
  /// the first registers, in their order.
  Range localIn(std::uint32_t Register, std::uint32_t I) const {
    for (const Local &L : F.Locals)
      if (L.First <= I && I < L.End && Register-- == 0)
        return L.Name;
    return {};
  }

  void report(Range Name, Range Value) {
    if (Name.Length != 0 && Value.Length != 0)
      Found.push_back(
          {std::string(File.slice(Name.Offset, Name.Length)->text()), Value});
  }

  Bytes File;
  const Function &F;
  std::vector<NamedString> &Found;
  std::map<std::uint32_t, Content> Registers;
};

} // namespace

std::vector<NamedString> binscan::namedStringsOfLua(Bytes File) {
  std::vector<NamedString> Found;
  const std::vector<Function> Functions = ChunkReader(File).read();
  for (const Function &F : Functions)
    Follower(File, F, Found).run();
  return Found;
}
