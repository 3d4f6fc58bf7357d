//===- binscan/readers/PythonCode.cpp - CPython's bytecode ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A .pyc file is a number for the version, a date and a length, and the code of
// the module as marshal writes it. The code works on a stack, of which the top
// is followed: constants, what has a name, and what takes both away. Numbers of
// instructions were the same from 2.7 to 3.12, but for those that came and
// went.
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Bytecode.h"
#include "binscan/readers/Marshal.h"

#include <algorithm>
#include <array>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

using Kind = MarshalValue::Kind;

enum class Step : std::uint8_t {
  Unknown,
  Nothing,
  Extend, ///< the next argument has more bits
  PushConstant,
  PushName,
  PushGlobal, ///< from 3.11 on with a bit below the name
  PushVariable,
  Attribute,
  StoreName,
  StoreVariable,
  StoreAttribute,
  StoreItem,
  StoreEntry, ///< of a dictionary that is being made (2.7)
  MakeMap,
  MakeKeyedMap,
  Compare,
  Call,      ///< keyword arguments as pairs on the stack (2.7)
  CallNamed, ///< names as a tuple on the stack
  NameArguments,
};

using Steps = std::array<Step, 256>;

struct Release {
  std::uint16_t FirstMagic; ///< the number that files of it start with
  PythonVersion Version;
};

constexpr std::uint16_t MagicOf2 = 62211;
constexpr Release Releases[] = {
    {3220, 0x303}, {3360, 0x306}, {3390, 0x307}, {3400, 0x308}, {3420, 0x309},
    {3430, 0x30A}, {3450, 0x30B}, {3500, 0x30C}, {3550, 0x30D}, {3600, 0}};

PythonVersion versionOf(std::uint16_t Magic) {
  if (Magic == MagicOf2)
    return 0x207;
  PythonVersion Version = 0;
  for (const Release &R : Releases)
    if (Magic >= R.FirstMagic)
      Version = R.Version;
  return Magic < 4000 ? Version : 0;
}

Steps stepsOf(PythonVersion Version) {
  Steps S{};
  const auto Set = [&S](std::initializer_list<std::uint8_t> Numbers, Step Is) {
    for (const std::uint8_t Number : Numbers)
      S[Number] = Is;
  };
  if (Version >= 0x30D) {
    Set({0, 30, 34, 149}, Step::Nothing); // CACHE, NOP, PUSH_NULL, RESUME
    Set({71}, Step::Extend);
    Set({83}, Step::PushConstant);
    Set({91}, Step::PushGlobal);
    Set({92}, Step::PushName);
    Set({85, 87}, Step::PushVariable);
    Set({82}, Step::Attribute);
    Set({113, 114}, Step::StoreName);
    Set({109, 110}, Step::StoreVariable);
    Set({108}, Step::StoreAttribute);
    Set({39}, Step::StoreItem);
    Set({46}, Step::MakeKeyedMap);
    Set({48}, Step::MakeMap);
    Set({58}, Step::Compare);
    Set({57}, Step::CallNamed);
    return S;
  }
  Set({9}, Step::Nothing); // NOP
  Set({static_cast<std::uint8_t>(Version < 0x300 ? 145 : 144)}, Step::Extend);
  Set({100}, Step::PushConstant);
  Set({101}, Step::PushName);
  Set({116}, Step::PushGlobal);
  Set({124}, Step::PushVariable);
  Set({106, 160}, Step::Attribute); // LOAD_METHOD is one, too
  Set({90, 97}, Step::StoreName);
  Set({125}, Step::StoreVariable);
  Set({95}, Step::StoreAttribute);
  Set({60}, Step::StoreItem);
  Set({107}, Step::Compare);
  if (Version < 0x300) {
    Set({54}, Step::StoreEntry);
    Set({131}, Step::Call);
    return S;
  }
  Set({105}, Step::MakeMap);
  Set({156}, Step::MakeKeyedMap);
  if (Version < 0x30B) {
    Set({141}, Step::CallNamed);
    return S;
  }
  Set({0, 2, 151, 166}, Step::Nothing); // CACHE, PUSH_NULL, RESUME, PRECALL
  Set({172}, Step::NameArguments);
  return S;
}

/// Follows the stack through one code object.
class Follower {
public:
  Follower(Bytes File, const std::vector<MarshalValue> &Values,
           PythonVersion Version, const Steps &Of,
           std::vector<NamedString> &Found)
      : File(File), Values(Values), Version(Version), Of(Of), Found(Found) {}

  void run(const MarshalValue &Function) {
    constexpr std::uint8_t FirstWithArgument = 90;
    this->Function = &Function;
    Stack.clear();
    const bool HasWords = Version >= 0x306;
    const Bytes Code = bytesOf(Values[Function.Code].Text);
    std::uint32_t High = 0;
    for (std::uint64_t At = 0; At < Code.size() && spend(1);) {
      const std::uint8_t Number = *Code.u8(At);
      const bool HasArgument = HasWords || Number >= FirstWithArgument;
      std::uint32_t Argument = High;
      if (HasArgument)
        Argument |= HasWords ? Code.u8(At + 1).value_or(0)
                             : Code.u16le(At + 1).value_or(0);
      At += HasWords ? 2 : HasArgument ? 3 : 1;
      const bool IsExtended = Of[Number] == Step::Extend;
      High = IsExtended ? Argument << (HasWords ? 8 : 16) : 0;
      if (!IsExtended)
        step(Of[Number], Argument);
    }
  }

private:
  struct Item {
    Range Name;              ///< of what it was read from
    Range Value;             ///< the string that it is
    std::uint32_t Tuple = 0; ///< the value that it is, if it is a tuple
  };

  Bytes bytesOf(Range Text) const {
    return File.slice(Text.Offset, Text.Length).value_or(Bytes());
  }

  Range textOf(std::uint32_t Value) const {
    return Values[Value].Of == Kind::String ? Values[Value].Text : Range();
  }

  /// What a tuple of a code object has at a place; 0 if nothing.
  std::uint32_t itemOf(std::uint32_t Tuple, std::uint32_t At) const {
    const std::vector<std::uint32_t> &Items = Values[Tuple].Items;
    return At < Items.size() ? Items[At] : 0;
  }

  Item constant(std::uint32_t Argument) const {
    const std::uint32_t Value = itemOf(Function->Constants, Argument);
    return {{}, textOf(Value), Values[Value].Of == Kind::Tuple ? Value : 0};
  }
  Range nameAt(std::uint32_t Argument) const {
    return textOf(itemOf(Function->Names, Argument));
  }
  Range variableAt(std::uint32_t Argument) const {
    return textOf(itemOf(Function->Variables, Argument));
  }

  /// From the top, which is 0.
  Item top(std::size_t Down) const {
    return Down < Stack.size() ? Stack[Stack.size() - 1 - Down] : Item();
  }
  /// Code objects may share their code, and instructions their names, so a
  /// small file can ask for much: false when it was too much.
  bool spend(std::uint64_t Work) {
    Left -= std::min(Left, Work);
    return Left != 0;
  }

  void pop(std::size_t Count) {
    Stack.resize(Stack.size() - std::min(Count, Stack.size()));
  }

  void report(Range Name, Range Value) {
    if (Name.Length != 0 && Value.Length != 0)
      Found.push_back({std::string(bytesOf(Name).text()), Value});
  }

  /// Values on the stack that a tuple names, the last one \p Down from the top.
  void reportNamed(std::uint32_t Names, std::size_t Down) {
    const std::vector<std::uint32_t> &Items = Values[Names].Items;
    if (!spend(Items.size()))
      return;
    for (std::size_t I = 0; I != Items.size(); ++I)
      report(textOf(Items[Items.size() - 1 - I]), top(Down + I).Value);
  }

  /// Pairs of a key and a value.
  void reportPairs(std::size_t Count) {
    for (std::size_t I = 0; I != std::min(Count, Stack.size()); ++I)
      report(top(2 * I + 1).Value, top(2 * I).Value);
  }

  void step(Step Is, std::uint32_t Argument) {
    switch (Is) {
    case Step::Nothing:
    case Step::Extend:
      return;
    case Step::PushConstant:
      Stack.push_back(constant(Argument));
      return;
    case Step::PushName:
      Stack.push_back({nameAt(Argument), {}});
      return;
    case Step::PushGlobal:
      Stack.push_back({nameAt(Argument >> (Version >= 0x30B ? 1 : 0)), {}});
      return;
    case Step::PushVariable:
      Stack.push_back({variableAt(Argument), {}});
      return;
    case Step::Attribute:
      pop(1);
      Stack.push_back({nameAt(Argument >> (Version >= 0x30C ? 1 : 0)), {}});
      return;
    case Step::StoreName:
      report(nameAt(Argument), top(0).Value);
      return pop(1);
    case Step::StoreVariable:
      report(variableAt(Argument), top(0).Value);
      return pop(1);
    case Step::StoreAttribute:
      report(nameAt(Argument), top(1).Value);
      return pop(2);
    case Step::StoreItem:
      report(top(0).Value, top(2).Value);
      return pop(3);
    case Step::StoreEntry:
      report(top(0).Value, top(1).Value);
      return pop(2);
    case Step::Compare:
      report(top(0).Name, top(1).Value);
      report(top(1).Name, top(0).Value);
      break;
    case Step::MakeMap:
      reportPairs(Argument);
      break;
    case Step::Call:
      reportPairs(Argument >> 8);
      break;
    case Step::MakeKeyedMap:
    case Step::CallNamed:
      reportNamed(top(0).Tuple, 1);
      break;
    case Step::NameArguments:
      reportNamed(constant(Argument).Tuple, 0);
      return;
    case Step::Unknown:
      break;
    }
    Stack.clear();
  }

  Bytes File;
  const std::vector<MarshalValue> &Values;
  PythonVersion Version;
  const Steps &Of;
  std::vector<NamedString> &Found;
  const MarshalValue *Function = nullptr;
  std::vector<Item> Stack;
  std::uint64_t Left = std::uint64_t(1) << 26;
};

} // namespace

std::vector<NamedString> binscan::namedStringsOfPython(Bytes File) {
  std::vector<NamedString> Found;
  const PythonVersion Version = versionOf(File.u16le(0).value_or(0));
  if (!File.hasAt(2, "\r\n") || Version == 0)
    return Found;
  const std::uint64_t HeaderSize = Version >= 0x307   ? 16
                                   : Version >= 0x300 ? 12
                                                      : 8;
  const std::vector<MarshalValue> Values =
      readMarshal(File, HeaderSize, Version);
  const Steps Of = stepsOf(Version);
  Follower Each(File, Values, Version, Of, Found);
  for (const MarshalValue &V : Values)
    if (V.Of == MarshalValue::Kind::Code)
      Each.run(V);
  return Found;
}
