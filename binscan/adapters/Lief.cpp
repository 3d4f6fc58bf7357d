//===- binscan/adapters/Lief.cpp - The linker's view, by LIEF ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only file that knows LIEF. LIEF 0.9 reads section tables, static symbols
// and notes well. What the loader acts upon is Elf.cpp's: LIEF 0.9 takes a MIPS
// function with a lazy stub for a definition, finds no dynamic symbols in a
// MIPS file without section headers, does not know DF_1_PIE, and reads a
// truncated file without a word (test/unit/ElfTest.cpp shows each).
//
//===----------------------------------------------------------------------===//

#include "binscan/Elf.h"

// LIEF 0.9 derives from std::iterator.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

#include <LIEF/ELF.hpp>
#include <LIEF/logging.hpp>

#include <algorithm>
#include <exception>

using namespace firmcop;
using namespace firmcop::binscan;
namespace elf = LIEF::ELF;

namespace {

/// LIEF copies the file and every section, and takes a hundredth of a second
/// for three megabytes; nothing that ships on a device is larger than this.
constexpr std::uint64_t MaxSize = 96u << 20;

Problem unreadable(std::string Reason) {
  return {Stage::Parse, Level::Note, "",
          "The sections of this ELF file cannot be read (" + Reason +
              "); symbols and debug information are not judged."};
}

bool isStackProtector(const std::string &Name) {
  return Name == "__stack_chk_fail" || Name == "__stack_chk_fail_local" ||
         Name == "__stack_chk_guard" || Name == "__stack_smash_handler";
}

bool isDebugSection(const std::string &Name) {
  return Name == ".debug_info" || Name == ".zdebug_info" || Name == ".stab" ||
         Name == ".debug_line" || Name == ".zdebug_line";
}

std::string hex(const std::vector<std::uint8_t> &Bytes) {
  static constexpr char Digits[] = "0123456789abcdef";
  std::string Text;
  for (std::uint8_t Byte : Bytes) {
    Text += Digits[Byte >> 4];
    Text += Digits[Byte & 15];
  }
  return Text;
}

/// The NUL-separated lines of .comment, each once.
std::string commentText(const std::vector<std::uint8_t> &Content) {
  std::vector<std::string> Lines(1);
  for (std::uint8_t Byte : Content)
    if (Byte == 0)
      Lines.emplace_back();
    else if (Byte >= 0x20 && Byte < 0x7f)
      Lines.back() += static_cast<char>(Byte);
  std::string Text;
  for (const std::string &Line : Lines)
    if (!Line.empty() && Text.find(Line) == std::string::npos)
      Text += (Text.empty() ? "" : "; ") + Line;
  return Text;
}

std::uint64_t numberAt(Bytes File, std::uint64_t At, unsigned Size,
                       bool IsBigEndian) {
  std::uint64_t Value = 0;
  for (unsigned I = 0; I != Size; ++I) {
    const unsigned Place = IsBigEndian ? I : Size - 1 - I;
    Value = Value << 8 | File.u8(At + Place).value_or(0);
  }
  return Value;
}

/// Hides the tables of relocations of an object file: LIEF compares each with
/// all others, which takes seconds for a kernel module, and nobody asks.
void hideRelocations(std::vector<std::uint8_t> &Copy) {
  constexpr std::uint64_t Rela = 4, Rel = 9; // SHT_RELA, SHT_REL
  const Bytes File(Copy.data(), Copy.size());
  const bool Is64 = File.u8(4) == 2, IsBig = File.u8(5) == 2;
  const auto Number = [&](std::uint64_t At, unsigned Size) {
    return numberAt(File, At, Size, IsBig);
  };
  if (Number(16, 2) != 1) // ET_REL
    return;
  const std::uint64_t Table = Is64 ? Number(0x28, 8) : Number(0x20, 4);
  const std::uint64_t Width = Number(Is64 ? 0x3a : 0x2e, 2);
  const std::uint64_t Count = Number(Is64 ? 0x3c : 0x30, 2);
  for (std::uint64_t I = 0; I != Count; ++I) {
    const std::uint64_t At = Table + I * Width + 4;
    if (!File.contains(At, 4))
      return;
    if (const auto Type = Number(At, 4); Type == Rela || Type == Rel)
      std::fill_n(Copy.begin() + static_cast<std::ptrdiff_t>(At), 4, 0);
  }
}

ElfSectionFacts factsOf(elf::Binary &File) {
  ElfSectionFacts Facts;
  for (const elf::Section &S : File.sections()) {
    // A separate debug file keeps the section headers of what it left behind.
    if (S.type() == elf::ELF_SECTION_TYPES::SHT_NOBITS)
      continue;
    const std::string Name = S.name().c_str();
    Facts.HasDebugInfo |= isDebugSection(Name);
    Facts.HasModuleInfo |= Name == ".modinfo";
    if (Name == ".comment")
      Facts.Comment = commentText(S.content());
  }
  for (const elf::Symbol &S : File.static_symbols()) {
    Facts.HasSymbolTable |= S.type() == elf::ELF_SYMBOL_TYPES::STT_FUNC &&
                            S.value() != 0 && !S.name().empty();
    Facts.HasStackProtectorSymbol |= isStackProtector(S.name());
  }
  for (const elf::Note &N : File.notes())
    if (N.type() == elf::NOTE_TYPES::NT_GNU_BUILD_ID &&
        N.name().starts_with("GNU"))
      Facts.BuildId = hex(N.description());
  return Facts;
}

} // namespace

Result<ElfSectionFacts> binscan::readElfSections(Bytes File) {
  if (File.size() > MaxSize)
    return unreadable("it has " + std::to_string(File.size()) + " bytes");
  try {
    // LIEF writes what it dislikes to the standard error stream.
    LIEF::Logger::disable();
    std::vector<std::uint8_t> Copy(File.begin(), File.end());
    hideRelocations(Copy);
    const std::unique_ptr<elf::Binary> Parsed = elf::Parser::parse(Copy);
    if (!Parsed)
      return unreadable("LIEF does not accept it");
    return factsOf(*Parsed);
  } catch (const std::exception &E) {
    return unreadable(E.what());
  }
}
