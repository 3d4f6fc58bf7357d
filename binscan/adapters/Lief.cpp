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

/// Most of the symbols and the like of a file; nothing that ships on a device
/// has more.
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

/// Makes a small file of what LIEF is asked about: the section headers, and the
/// contents of symbol tables, notes and comments. LIEF copies a file and every
/// section several times, compares relocations of an object file each with all
/// others, and reads again what Elf.cpp has read.
class LinkersView {
public:
  explicit LinkersView(Bytes File)
      : File(File), Is64(File.u8(4) == 2), IsBig(File.u8(5) == 2) {}

  std::vector<std::uint8_t> build() {
    const Bytes Header = File.first(Is64 ? 64 : 52);
    Out.assign(Header.begin(), Header.end());
    if (Out.size() < (Is64 ? 64U : 52U))
      return std::move(Out);
    copyTable(Is64 ? 0x20 : 0x1c, Is64 ? 0x36 : 0x2a, &LinkersView::keepsNote);
    const std::uint64_t Segments = Out.size();
    copyTable(Is64 ? 0x28 : 0x20, Is64 ? 0x3a : 0x2e, nullptr);
    const std::uint64_t Sections = Out.size();
    const std::uint64_t FirstSegment = Header.size();
    for (std::uint64_t At = FirstSegment; At < Segments; At += segmentSize())
      moveContent(At + word(), At + (Is64 ? 32 : 16));
    for (std::uint64_t At = Segments; At < Sections; At += sectionSize())
      reduceSection(At);
    return std::move(Out);
  }

private:
  enum : std::uint32_t {
    NoteSegment = 4,
    NoSection = 0,
    ProgramData = 1,
    SymbolTable = 2,
    StringTable = 3,
    RelocationsA = 4,
    NoteSection = 7,
    NoBits = 8,
    Relocations = 9,
    Allocated = 2,
  };

  unsigned word() const { return Is64 ? 8 : 4; }
  unsigned segmentSize() const { return Is64 ? 56 : 32; }
  unsigned sectionSize() const { return Is64 ? 64 : 40; }

  std::uint64_t number(Bytes In, std::uint64_t At, unsigned Size) const {
    std::uint64_t Value = 0;
    for (unsigned I = 0; I != Size; ++I)
      Value = Value << 8 | In.u8(At + (IsBig ? I : Size - 1 - I)).value_or(0);
    return Value;
  }
  std::uint64_t ours(std::uint64_t At, unsigned Size) const {
    return number(Bytes(Out), At, Size);
  }
  void put(std::uint64_t At, unsigned Size, std::uint64_t Value) {
    for (unsigned I = 0; I != Size; ++I, Value >>= 8)
      Out[At + (IsBig ? Size - 1 - I : I)] = static_cast<std::uint8_t>(Value);
  }

  bool keepsNote(Bytes Entry) const {
    return number(Entry, 0, 4) == NoteSegment;
  }

  /// Copies the table that the header has at \p PlaceAt, with its width and its
  /// number of entries at \p WidthAt, and points the header to the copy.
  void copyTable(std::uint64_t PlaceAt, std::uint64_t WidthAt,
                 bool (LinkersView::*Keeps)(Bytes) const) {
    const std::uint64_t Place = ours(PlaceAt, word());
    const std::uint64_t Width = ours(WidthAt, 2);
    const std::uint64_t Count = ours(WidthAt + 2, 2);
    const bool IsUsual = Width == (Keeps ? segmentSize() : sectionSize());
    std::uint64_t Kept = 0;
    put(PlaceAt, word(), Out.size());
    for (std::uint64_t I = 0; IsUsual && I != Count; ++I) {
      const std::optional<Bytes> Entry =
          File.from(Place).slice(I * Width, Width);
      if (!Entry)
        break;
      if (Keeps && !(this->*Keeps)(*Entry))
        continue;
      Out.insert(Out.end(), Entry->begin(), Entry->end());
      ++Kept;
    }
    put(WidthAt + 2, 2, Kept);
  }

  /// Brings the content of a segment or section along, unless it is not there.
  void moveContent(std::uint64_t PlaceAt, std::uint64_t SizeAt) {
    constexpr std::size_t Alignment = 16;
    const auto Content =
        File.slice(ours(PlaceAt, word()), ours(SizeAt, word()));
    Out.resize((Out.size() + Alignment - 1) / Alignment * Alignment);
    put(PlaceAt, word(), Out.size());
    if (!Content || Out.size() + Content->size() > MaxSize)
      put(SizeAt, word(), 0);
    else
      Out.insert(Out.end(), Content->begin(), Content->end());
  }

  void reduceSection(std::uint64_t At) {
    constexpr std::uint64_t LongestComment = 1u << 16;
    const std::uint64_t PlaceAt = At + 8 + 2 * word();
    const std::uint64_t SizeAt = PlaceAt + word();
    const std::uint64_t Type = ours(At + 4, 4);
    const bool IsLoaded = ours(At + 8, word()) & Allocated;
    if (Type == Relocations || Type == RelocationsA)
      put(At + 4, 4, NoSection);
    const bool IsComment = Type == ProgramData && !IsLoaded &&
                           ours(SizeAt, word()) <= LongestComment;
    const bool IsTable =
        Type == SymbolTable || (Type == StringTable && !IsLoaded);
    if (IsComment || IsTable || Type == NoteSection)
      moveContent(PlaceAt, SizeAt);
    else if (Type != NoBits)
      put(SizeAt, word(), 0);
  }

  Bytes File;
  bool Is64, IsBig;
  std::vector<std::uint8_t> Out;
};

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
  try {
    // LIEF writes what it dislikes to the standard error stream.
    LIEF::Logger::disable();
    const std::unique_ptr<elf::Binary> Parsed =
        elf::Parser::parse(LinkersView(File).build());
    if (!Parsed)
      return unreadable("LIEF does not accept it");
    return factsOf(*Parsed);
  } catch (const std::exception &E) {
    return unreadable(E.what());
  }
}
