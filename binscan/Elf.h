//===- binscan/Elf.h - What rules ask of an ELF file ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An ELF file tells its story twice. The program headers are for the loader:
// segments, the dynamic table, and the symbols that other files provide. Every
// program that runs has them, and a stripped one has nothing else; Elf.cpp
// reads them. The section headers are for the linker and the debugger: symbol
// tables, DWARF, notes, the compiler's comment. They may be absent or wrong
// without the program noticing; adapters/Lief.cpp reads them.
//
// So what the loader acts upon (is the stack executable, which functions are
// imported) is never taken from sections here, and no rule has to know.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ELF_H
#define FIRMCOP_BINSCAN_ELF_H

#include "binscan/Bytes.h"
#include "firmcop/Problem.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// What an ELF file is for, which decides what can be asked of it.
enum class ElfRole : std::uint8_t {
  Object,        ///< relocatable, input of the linker
  KernelModule,  ///< relocatable with module information
  Program,       ///< runs in user space, started with a dynamic loader
  StaticProgram, ///< runs in user space, at a fixed address or not
  SharedLibrary, ///< loaded into programs; the dynamic loader is one, too
  Freestanding,  ///< kernel, boot loader or bare-metal firmware
  Core,          ///< memory dump
};

/// What the file asks of the loader for the stack; System V gABI with GNU's
/// PT_GNU_STACK.
enum class ElfStack : std::uint8_t {
  Unstated,      ///< no PT_GNU_STACK: the architecture's default applies
  Executable,    ///< PT_GNU_STACK with PF_X
  NotExecutable, ///< PT_GNU_STACK without PF_X
};

/// Which part of the relocated data is read-only once the program runs.
enum class ElfRelro : std::uint8_t {
  None,
  Partial, ///< PT_GNU_RELRO, but the table of lazily bound functions is
           ///< writable
  Full,    ///< PT_GNU_RELRO, and everything is bound at start
};

/// A loadable segment.
struct ElfSegment {
  std::uint64_t Offset = 0;
  std::uint64_t FileSize = 0;
  std::uint64_t Address = 0;
  std::uint64_t MemorySize = 0;
  bool Readable = false;
  bool Writable = false;
  bool Executable = false;
};

/// Facts that only sections know. Absent sections leave them empty, which
/// proves nothing.
struct ElfSectionFacts {
  bool HasSymbolTable = false; ///< .symtab with at least one named function
  bool HasDebugInfo = false;   ///< DWARF or stabs
  /// The file refers to the stack protector or is its provider.
  bool HasStackProtectorSymbol = false;
  bool HasModuleInfo = false; ///< .modinfo: a Linux kernel module
  std::string BuildId;        ///< lower-case hex
  std::string Comment;        ///< the compilers that made it, "; " between
};

/// One ELF file. All strings are copies; the object outlives the bytes it was
/// read from.
struct ElfFile {
  bool Is64 = false;
  bool IsBigEndian = false;
  std::uint16_t Type = 0;    ///< e_type
  std::uint16_t Machine = 0; ///< e_machine
  std::uint64_t Entry = 0;
  ElfRole Role = ElfRole::Object;

  ElfStack Stack = ElfStack::Unstated;
  ElfRelro Relro = ElfRelro::None;
  bool IsDynamic = false;             ///< has a dynamic table
  bool IsPositionIndependent = false; ///< ET_DYN: loads anywhere
  bool HasTextRelocations = false;
  std::string Interpreter; ///< path of the dynamic loader
  std::string SoName;
  std::vector<std::string> Needed;
  /// DT_RUNPATH, or DT_RPATH where there is none, unsplit; see splitRunPath.
  std::vector<std::string> RunPaths;
  std::vector<ElfSegment> Segments; ///< PT_LOAD in file order

  /// Functions that other files provide, sorted, without version suffixes.
  std::vector<std::string> Imports;
  /// Functions that this file provides to others, sorted.
  std::vector<std::string> Exports;

  ElfSectionFacts Sections;

  bool imports(std::string_view Function) const;
  bool exports(std::string_view Function) const;
  /// Program or StaticProgram.
  bool isProgram() const;
  /// Program or SharedLibrary with a dynamic table, whose imports tell what it
  /// calls.
  bool isDynamicallyLinked() const;
};

/// Reads an ELF file from its first byte on; what follows the file is ignored.
/// A header that lies about the tables behind it is a problem of stage Parse;
/// damaged sections only leave ElfFile::Sections empty.
Result<ElfFile> readElf(Bytes File);

/// True if the bytes start with ELF's magic number.
bool looksLikeElf(Bytes File);

/// "x86-64", "ARM", "MIPS", ... or "machine 0x..".
std::string machineName(std::uint16_t Machine);

/// True where a missing PT_GNU_STACK makes the kernel map the stack executable:
/// the machines whose ABI predates the header. MIPS and most 32-bit machines.
bool stackIsExecutableByDefault(std::uint16_t Machine);

/// The directories of a run path, in order; "" stands for an empty element,
/// which the loader takes for the current directory.
std::vector<std::string> splitRunPath(std::string_view Path);

/// The linker's view, by LIEF (adapters/Lief.cpp). LIEF's exceptions end there,
/// as a problem of stage Parse.
Result<ElfSectionFacts> readElfSections(Bytes File);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ELF_H
