//===- binscan/Elf.cpp - The loader's view of an ELF file -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Numbers of the System V gABI, chapters 4 and 5, and of the processor
// supplements where named. A stripped program without section headers is read
// like any other: the dynamic table gives the symbol and string tables by
// address, and the hash tables tell how many symbols there are.
//
//===----------------------------------------------------------------------===//

#include "binscan/Elf.h"

#include <algorithm>
#include <map>
#include <optional>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

enum : std::uint16_t { ET_REL = 1, ET_EXEC, ET_DYN, ET_CORE };
enum : std::uint16_t {
  EM_SPARC = 2,
  EM_386 = 3,
  EM_68K = 4,
  EM_MIPS = 8,
  EM_PPC = 20,
  EM_PPC64 = 21,
  EM_S390 = 22,
  EM_ARM = 40,
  EM_SH = 42,
  EM_SPARCV9 = 43,
  EM_ARC = 45,
  EM_X86_64 = 62,
  EM_XTENSA = 94,
  EM_AARCH64 = 183,
  EM_ARCV2 = 195,
  EM_RISCV = 243,
  EM_LOONGARCH = 258,
};
enum : std::uint32_t {
  PT_LOAD = 1,
  PT_DYNAMIC = 2,
  PT_INTERP = 3,
  PT_NOTE = 4,
  PT_TLS = 7,
  PT_GNU_STACK = 0x6474e551,
  PT_GNU_RELRO = 0x6474e552,
};
enum : std::uint32_t { PF_X = 1, PF_W = 2, PF_R = 4 };
enum : std::uint64_t {
  DT_NEEDED = 1,
  DT_HASH = 4,
  DT_STRTAB = 5,
  DT_SYMTAB = 6,
  DT_RELA = 7,
  DT_STRSZ = 10,
  DT_SONAME = 14,
  DT_RPATH = 15,
  DT_REL = 17,
  DT_TEXTREL = 22,
  DT_JMPREL = 23,
  DT_BIND_NOW = 24,
  DT_RUNPATH = 29,
  DT_FLAGS = 30,
  DT_GNU_HASH = 0x6ffffef5,
  DT_VERSYM = 0x6ffffff0,
  DT_FLAGS_1 = 0x6ffffffb,
  DT_VERNEED = 0x6ffffffe,
  DT_MIPS_SYMTABNO = 0x70000011,
};
enum : std::uint64_t { DF_TEXTREL = 4, DF_BIND_NOW = 8 };
enum : std::uint64_t { DF_1_NOW = 1, DF_1_PIE = 0x08000000 };
enum : std::uint8_t { STT_NOTYPE = 0, STT_FUNC = 2, STT_GNU_IFUNC = 10 };

/// Longest name that is believed; mangled names reach a few kilobytes.
constexpr std::uint64_t MaxName = 1u << 14;

/// Reads one file. Numbers outside of the file read as nothing.
class Reader {
public:
  explicit Reader(Bytes File) : File(File) {}
  std::optional<Problem> read();
  ElfFile Elf;

private:
  struct Header {
    std::uint32_t Type, Flags;
    std::uint64_t Offset, Address, PhysicalAddress, FileSize, MemorySize;
  };

  std::optional<std::uint64_t> number(std::uint64_t Offset, unsigned Width);
  std::uint64_t word(std::uint64_t Offset); // of the file's class; 0 outside
  std::string text(std::uint64_t Offset);
  std::optional<std::uint64_t> toOffset(std::uint64_t Address) const;
  std::uint64_t symbolsUpToNextTable() const;
  std::uint64_t symbolCount();

  std::optional<Problem> readHeader();
  std::optional<Problem> readProgramHeaders();
  void readDynamicTable(const Header &H);
  void readDynamicSymbols();
  void decideRole();
  bool startsInWritableSegment() const;
  bool runsInUserSpace() const;

  Bytes File;
  /// A hostile file lets all of its symbols share one long name; the names of
  /// an honest one fit into it several times.
  std::uint64_t NameBudget = File.size();
  std::uint64_t HeaderOffset = 0;
  std::uint64_t HeaderSize = 0;
  std::uint64_t HeaderCount = 0;
  std::map<std::uint64_t, std::uint64_t> Dynamic; ///< last value of each tag
  std::optional<std::uint64_t> Strings;           ///< offset of DT_STRTAB
  bool HasRelroSegment = false;
  bool HasUserSegment = false;
  bool HasThreadSegment = false;
  bool IsMovedAtLoad = false;
};

Problem malformed(std::string Reason) {
  return {Stage::Parse, Level::Warning, "",
          "This ELF file is damaged: " + Reason +
              "; its hardening and imports are not judged."};
}

std::optional<std::uint64_t> Reader::number(std::uint64_t Offset,
                                            unsigned Width) {
  if (!File.contains(Offset, Width))
    return std::nullopt;
  std::uint64_t Value = 0;
  for (unsigned I = 0; I < Width; ++I) {
    const unsigned At = Elf.IsBigEndian ? I : Width - 1 - I;
    Value = Value << 8 | File.data()[Offset + At];
  }
  return Value;
}

std::uint64_t Reader::word(std::uint64_t Offset) {
  return number(Offset, Elf.Is64 ? 8 : 4).value_or(0);
}

std::string Reader::text(std::uint64_t Offset) {
  const std::string_view Name = File.cString(Offset, MaxName).value_or("");
  if (Name.size() > NameBudget)
    return {};
  NameBudget -= Name.size();
  return std::string(Name);
}

std::optional<std::uint64_t> Reader::toOffset(std::uint64_t Address) const {
  for (const ElfSegment &S : Elf.Segments)
    if (Address >= S.Address && Address - S.Address < S.FileSize)
      return S.Offset + (Address - S.Address);
  return std::nullopt;
}

std::optional<Problem> Reader::readHeader() {
  const std::uint64_t Class = number(4, 1).value_or(0);
  const std::uint64_t Order = number(5, 1).value_or(0);
  if (Class < 1 || Class > 2 || Order < 1 || Order > 2)
    return malformed("its class or byte order is none that exists");
  Elf.Is64 = Class == 2;
  Elf.IsBigEndian = Order == 2;
  if (File.size() < (Elf.Is64 ? 64u : 52u))
    return malformed("it ends within its header");
  const unsigned Pointer = Elf.Is64 ? 8 : 4;
  Elf.Type = static_cast<std::uint16_t>(*number(16, 2));
  Elf.Machine = static_cast<std::uint16_t>(*number(18, 2));
  Elf.Entry = word(24);
  HeaderOffset = word(24 + Pointer);
  HeaderSize = *number(24 + 3 * Pointer + 6, 2);
  HeaderCount = *number(24 + 3 * Pointer + 8, 2);
  return std::nullopt;
}

std::optional<Problem> Reader::readProgramHeaders() {
  if (HeaderCount != 0 && HeaderSize < (Elf.Is64 ? 56u : 32u))
    return malformed("its program headers are too small");
  std::optional<Header> DynamicHeader;
  for (std::uint64_t I = 0; I < HeaderCount; ++I) {
    const std::uint64_t At = HeaderOffset + I * HeaderSize;
    if (HeaderOffset > File.size() || !File.contains(At, HeaderSize))
      return malformed("it ends within its program headers");
    const bool Wide = Elf.Is64;
    const Header H = {
        static_cast<std::uint32_t>(*number(At, 4)),
        static_cast<std::uint32_t>(*number(At + (Wide ? 4 : 24), 4)),
        word(At + (Wide ? 8 : 4)),
        word(At + (Wide ? 16 : 8)),
        word(At + (Wide ? 24 : 12)),
        word(At + (Wide ? 32 : 16)),
        word(At + (Wide ? 40 : 20))};
    const bool Fits = File.contains(H.Offset, H.FileSize);
    switch (H.Type) {
    case PT_LOAD:
      if (!Fits && Elf.Type != ET_CORE)
        return malformed("it ends before the last byte of a segment");
      Elf.Segments.push_back({H.Offset, Fits ? H.FileSize : 0, H.Address,
                              H.MemorySize, (H.Flags & PF_R) != 0,
                              (H.Flags & PF_W) != 0, (H.Flags & PF_X) != 0});
      IsMovedAtLoad |= H.Address != H.PhysicalAddress && H.PhysicalAddress != 0;
      break;
    case PT_INTERP:
      Elf.Interpreter = text(H.Offset);
      break;
    case PT_GNU_STACK:
      Elf.Stack =
          H.Flags & PF_X ? ElfStack::Executable : ElfStack::NotExecutable;
      break;
    case PT_GNU_RELRO:
      HasRelroSegment = true;
      HasUserSegment = true;
      break;
    case PT_TLS:
      HasUserSegment = true;
      HasThreadSegment = true;
      break;
    case PT_DYNAMIC:
      if (!Fits)
        return malformed("it ends before the end of its dynamic table");
      DynamicHeader = H;
      break;
    }
  }
  if (DynamicHeader)
    readDynamicTable(*DynamicHeader);
  return std::nullopt;
}

void Reader::readDynamicTable(const Header &H) {
  Elf.IsDynamic = true;
  const std::uint64_t Width = Elf.Is64 ? 8 : 4;
  std::vector<std::uint64_t> Needed;
  for (std::uint64_t At = H.Offset; At + 2 * Width <= H.Offset + H.FileSize;
       At += 2 * Width) {
    const std::uint64_t Tag = word(At);
    if (Tag == 0)
      break;
    Dynamic[Tag] = word(At + Width);
    if (Tag == DT_NEEDED)
      Needed.push_back(word(At + Width));
  }
  const auto Value = [this](std::uint64_t Tag) {
    const auto Found = Dynamic.find(Tag);
    return Found == Dynamic.end() ? 0 : Found->second;
  };
  const bool BindsNow = Dynamic.contains(DT_BIND_NOW) ||
                        (Value(DT_FLAGS) & DF_BIND_NOW) ||
                        (Value(DT_FLAGS_1) & DF_1_NOW);
  if (HasRelroSegment)
    Elf.Relro = BindsNow ? ElfRelro::Full : ElfRelro::Partial;
  Elf.HasTextRelocations =
      Dynamic.contains(DT_TEXTREL) || (Value(DT_FLAGS) & DF_TEXTREL);

  Strings = toOffset(Value(DT_STRTAB));
  if (!Strings)
    return;
  const auto Text = [&](std::uint64_t Index) {
    return Index < Value(DT_STRSZ) ? text(*Strings + Index) : std::string();
  };
  for (std::uint64_t Index : Needed)
    Elf.Needed.push_back(Text(Index));
  if (Dynamic.contains(DT_SONAME))
    Elf.SoName = Text(Value(DT_SONAME));
  // The loader ignores DT_RPATH beside DT_RUNPATH.
  for (std::uint64_t Tag : {DT_RUNPATH, DT_RPATH})
    if (Dynamic.contains(Tag) && Elf.RunPaths.empty())
      Elf.RunPaths.push_back(Text(Value(Tag)));
}

/// How many symbols fit between the start of their table and whatever the
/// dynamic table says stands behind it; linkers leave no gap there.
std::uint64_t Reader::symbolsUpToNextTable() const {
  const auto Symbols = Dynamic.find(DT_SYMTAB);
  if (Symbols == Dynamic.end())
    return 0;
  std::uint64_t Next = UINT64_MAX;
  for (const std::uint64_t Tag : {DT_STRTAB, DT_HASH, DT_GNU_HASH, DT_VERSYM,
                                  DT_VERNEED, DT_RELA, DT_REL, DT_JMPREL})
    if (const auto Found = Dynamic.find(Tag);
        Found != Dynamic.end() && Found->second > Symbols->second)
      Next = std::min(Next, Found->second);
  return Next == UINT64_MAX ? 0
                            : (Next - Symbols->second) / (Elf.Is64 ? 24 : 16);
}

/// The dynamic table has no number of symbols; the hash tables cover them all.
std::uint64_t Reader::symbolCount() {
  if (const auto Found = Dynamic.find(DT_MIPS_SYMTABNO);
      Elf.Machine == EM_MIPS && Found != Dynamic.end())
    return Found->second;
  if (const auto Found = Dynamic.find(DT_HASH); Found != Dynamic.end())
    if (const auto At = toOffset(Found->second))
      return number(*At + 4, 4).value_or(0); // nchain
  if (const auto Found = Dynamic.find(DT_GNU_HASH); Found != Dynamic.end())
    if (const auto At = toOffset(Found->second)) {
      const std::uint64_t Buckets = number(*At, 4).value_or(0);
      const std::uint64_t First = number(*At + 4, 4).value_or(0);
      const std::uint64_t Filter = number(*At + 8, 4).value_or(0);
      const std::uint64_t Table = *At + 16 + Filter * (Elf.Is64 ? 8 : 4);
      std::uint64_t Last = 0;
      for (std::uint64_t I = 0; I < Buckets; ++I) {
        const auto Bucket = number(Table + 4 * I, 4);
        if (!Bucket)
          return 0;
        Last = std::max(Last, *Bucket);
      }
      // Nothing is exported. Where the hashed symbols would start is their
      // number, but GNU ld writes 1.
      if (Last < First)
        return First > 1 ? First : symbolsUpToNextTable();
      // A chain ends with the value whose lowest bit is set.
      while (const auto Hash =
                 number(Table + 4 * Buckets + 4 * (Last - First), 4)) {
        ++Last;
        if (*Hash & 1)
          return Last;
      }
      return 0;
    }
  return symbolsUpToNextTable();
}

void Reader::readDynamicSymbols() {
  const auto Table = toOffset(Dynamic[DT_SYMTAB]);
  if (!Table || !Strings)
    return;
  const std::uint64_t Width = Elf.Is64 ? 24 : 16;
  const std::uint64_t Count =
      std::min<std::uint64_t>(symbolCount(), (File.size() - *Table) / Width);
  const std::uint64_t StringSize = Dynamic[DT_STRSZ];
  for (std::uint64_t I = 1; I < Count; ++I) {
    const std::uint64_t At = *Table + I * Width;
    const std::uint64_t Name = *number(At, 4);
    const std::uint64_t Type = *number(At + (Elf.Is64 ? 4 : 12), 1) & 15;
    const std::uint64_t Section = *number(At + (Elf.Is64 ? 6 : 14), 2);
    // A linker that saw no definition leaves the type of a function open.
    const bool IsFunction = Type == STT_FUNC || Type == STT_GNU_IFUNC ||
                            (Type == STT_NOTYPE && Section == 0);
    if (!IsFunction || Name == 0 || Name >= StringSize)
      continue;
    // Undefined says the section index alone: on MIPS, and on other machines
    // in programs at a fixed address, an import has the address of its stub.
    (Section == 0 ? Elf.Imports : Elf.Exports).push_back(text(*Strings + Name));
  }
  for (std::vector<std::string> *Names : {&Elf.Imports, &Elf.Exports}) {
    std::sort(Names->begin(), Names->end());
    Names->erase(std::unique(Names->begin(), Names->end()), Names->end());
  }
}

/// A kernel gives code and data rights of their own, and linkers lay out user
/// space so; whoever loads a boot loader copies it, and it is laid out as one.
bool Reader::startsInWritableSegment() const {
  return std::ranges::any_of(Elf.Segments, [&](const ElfSegment &S) {
    return S.Writable && Elf.Entry >= S.Address &&
           Elf.Entry - S.Address < S.MemorySize;
  });
}

/// Programs without a dynamic table look like kernels and boot loaders; only
/// the former have what a C library and its linker ask the kernel for, at
/// addresses that belong to user space. What the stack should be linkers ask
/// for in either.
bool Reader::runsInUserSpace() const {
  std::uint64_t Kernel = Elf.Is64 ? 1ull << 63 : 0xc0000000;
  if (Elf.Machine == EM_MIPS && !Elf.Is64)
    Kernel = 0x80000000; // KSEG0
  const bool AsksKernel = HasUserSegment || (Elf.Stack != ElfStack::Unstated &&
                                             !startsInWritableSegment());
  return AsksKernel && Elf.Entry < Kernel && !IsMovedAtLoad;
}

void Reader::decideRole() {
  Elf.IsPositionIndependent = Elf.Type == ET_DYN;
  if (Elf.Type == ET_REL) {
    Elf.Role =
        Elf.Sections.HasModuleInfo ? ElfRole::KernelModule : ElfRole::Object;
    return;
  }
  if (Elf.Type == ET_CORE) {
    Elf.Role = ElfRole::Core;
    return;
  }
  // The C library has an interpreter, too: it is a library one can start. A
  // boot loader that is linked to be moved may name one as well, because the
  // linker was not told otherwise, but leaves it nothing to load and nothing to
  // find.
  if (!Elf.Interpreter.empty() && Elf.SoName.empty()) {
    const bool NeedsLoader =
        HasThreadSegment || !Elf.Needed.empty() || !Elf.Imports.empty();
    Elf.Role = NeedsLoader ? ElfRole::Program : ElfRole::Freestanding;
    return;
  }
  const auto Flags = Dynamic.find(DT_FLAGS_1);
  const bool IsMarkedProgram =
      Flags != Dynamic.end() && (Flags->second & DF_1_PIE);
  const bool StartsAlone = Elf.Entry != 0 && Elf.Needed.empty() &&
                           Elf.SoName.empty() && Elf.Exports.empty();
  const bool IsProgram =
      Elf.Type == ET_EXEC || IsMarkedProgram || (Elf.IsDynamic && StartsAlone);
  const bool IsLinkedAlone = !HasUserSegment && Elf.Needed.empty() &&
                             Elf.SoName.empty() && startsInWritableSegment();
  if (!IsProgram)
    Elf.Role = Elf.IsDynamic && !IsMovedAtLoad && !IsLinkedAlone
                   ? ElfRole::SharedLibrary
                   : ElfRole::Freestanding;
  else
    Elf.Role =
        runsInUserSpace() ? ElfRole::StaticProgram : ElfRole::Freestanding;
}

std::optional<Problem> Reader::read() {
  if (!looksLikeElf(File))
    return malformed("it does not start with ELF's magic number");
  if (auto P = readHeader())
    return P;
  if (auto P = readProgramHeaders())
    return P;
  if (Elf.IsDynamic)
    readDynamicSymbols();
  if (auto Facts = readElfSections(File))
    Elf.Sections = std::move(*Facts);
  decideRole();
  return std::nullopt;
}

} // namespace

bool binscan::looksLikeElf(Bytes File) {
  return File.startsWith("\x7f"
                         "ELF");
}

Result<ElfFile> binscan::readElf(Bytes File) {
  Reader R(File);
  if (auto P = R.read())
    return std::move(*P);
  return std::move(R.Elf);
}

bool ElfFile::imports(std::string_view Function) const {
  return std::binary_search(Imports.begin(), Imports.end(), Function);
}

bool ElfFile::exports(std::string_view Function) const {
  return std::binary_search(Exports.begin(), Exports.end(), Function);
}

bool ElfFile::isProgram() const {
  return Role == ElfRole::Program || Role == ElfRole::StaticProgram;
}

bool ElfFile::isDynamicallyLinked() const {
  return IsDynamic &&
         (Role == ElfRole::Program || Role == ElfRole::SharedLibrary);
}

std::string binscan::machineName(std::uint16_t Machine) {
  static const std::map<std::uint16_t, const char *> Names = {
      {EM_SPARC, "SPARC"},
      {EM_386, "x86"},
      {EM_68K, "68000"},
      {EM_MIPS, "MIPS"},
      {EM_PPC, "PowerPC"},
      {EM_PPC64, "PowerPC64"},
      {EM_S390, "S/390"},
      {EM_ARM, "ARM"},
      {EM_SH, "SuperH"},
      {EM_SPARCV9, "SPARC V9"},
      {EM_ARC, "ARC"},
      {EM_X86_64, "x86-64"},
      {EM_XTENSA, "Xtensa"},
      {EM_AARCH64, "ARM64"},
      {EM_ARCV2, "ARCv2"},
      {EM_RISCV, "RISC-V"},
      {EM_LOONGARCH, "LoongArch"}};
  if (const auto Found = Names.find(Machine); Found != Names.end())
    return Found->second;
  return "machine " + std::to_string(Machine);
}

bool binscan::stackIsExecutableByDefault(std::uint16_t Machine) {
  switch (Machine) {
  case EM_AARCH64:
  case EM_RISCV:
  case EM_LOONGARCH:
  case EM_ARCV2:
  case EM_XTENSA:
    return false;
  default:
    return true;
  }
}

std::vector<std::string> binscan::splitRunPath(std::string_view Path) {
  std::vector<std::string> Parts;
  while (true) {
    const std::size_t Colon = Path.find(':');
    Parts.emplace_back(Path.substr(0, Colon));
    if (Colon == std::string_view::npos)
      return Parts;
    Path.remove_prefix(Colon + 1);
  }
}
