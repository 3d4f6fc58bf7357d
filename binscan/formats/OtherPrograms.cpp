//===- binscan/formats/OtherPrograms.cpp - PE, Mach-O and DEX ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs that are not ELF: drivers and tools for the computer of the user,
// EFI programs, Android's. They are told apart from other data and searched for
// what lies in them.
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/Signature.h"
#include "binscan/readers/PeFile.h"

#include <algorithm>

using namespace firmcop::binscan;

static constexpr Signature PeSignatures[] = {{"MZ"}};
static constexpr Signature MachOSignatures[] = {{"\xCE\xFA\xED\xFE"},
                                                {"\xCF\xFA\xED\xFE"}};
static constexpr Signature DexSignatures[] = {{"dex\n03"}, {"dex\n04"}};

namespace {

std::optional<Match> recognisePe(const Candidate &C) {
  constexpr std::uint16_t Pe32 = 0x10B, Pe64 = 0x20B;
  const Bytes B = C.here();
  const auto Header = B.u32le(0x3C);
  if (!Header || *Header < 0x40)
    return std::nullopt;
  const auto Machine = B.u16le(std::uint64_t(*Header) + 4);
  const auto Kind = B.u16le(std::uint64_t(*Header) + 24);
  constexpr std::uint64_t SectionSize = 40;
  const auto Sections = B.u16le(std::uint64_t(*Header) + 6);
  if (!Sections || !C.spend(1 + *Sections * SectionSize))
    return std::nullopt;
  const auto Size = peFileSize(B);
  if (!Size || !Kind || *Machine == 0 || (*Kind != Pe32 && *Kind != Pe64) ||
      *Size <= *Header)
    return std::nullopt;
  return C.match(*Size);
}

/// A file ends where the last of its segments does (mach-o/loader.h).
std::optional<Match> recogniseMachO(const Candidate &C) {
  constexpr std::uint32_t Segment32 = 0x1, Segment64 = 0x19,
                          MostCommands = 4096;
  const Bytes B = C.here();
  const bool Is64 = B.startsWith("\xCF");
  const std::uint64_t HeaderSize = Is64 ? 32 : 28;
  const auto Count = B.u32le(16), Size = B.u32le(20);
  if (!Size || *B.u32le(12) == 0 || *B.u32le(12) > 12 || *Count == 0 ||
      *Count > MostCommands || !B.contains(HeaderSize, *Size) ||
      !C.spend(*Size))
    return std::nullopt;
  std::uint64_t At = HeaderSize, End = HeaderSize + *Size;
  for (std::uint32_t I = 0; I != *Count; ++I) {
    const auto Command = B.u32le(At), Length = B.u32le(At + 4);
    if (!Length || *Length < 8 || *Length % 4 != 0 ||
        At + *Length > HeaderSize + *Size)
      return std::nullopt;
    std::optional<std::uint64_t> Offset, Bytes;
    if (*Command == Segment64 && Is64) {
      Offset = B.u64le(At + 40);
      Bytes = B.u64le(At + 48);
    } else if (*Command == Segment32 && !Is64) {
      Offset = B.u32le(At + 32);
      Bytes = B.u32le(At + 36);
    }
    if (Bytes && !B.contains(*Offset, *Bytes))
      return std::nullopt;
    if (Bytes)
      End = std::max(End, *Offset + *Bytes);
    At += *Length;
  }
  return C.match(End);
}

/// Android, "Dalvik Executable format".
std::optional<Match> recogniseDex(const Candidate &C) {
  constexpr std::uint32_t HeaderSize = 0x70, LittleEndian = 0x12345678;
  constexpr std::uint64_t DigestAt = 12, CheckedFrom = 32, DigestSize = 20;
  const Bytes B = C.here();
  const auto Size = B.u32le(32);
  if (!B.contains(0, HeaderSize) || *B.u8(7) != 0 || *Size < HeaderSize ||
      *B.u32le(36) != HeaderSize || *B.u32le(40) != LittleEndian ||
      !B.contains(0, *Size) || !C.spend(*Size))
    return std::nullopt;
  Match M = C.match(*Size);
  if (!hasDigest(HashKind::Sha1, B.first(*Size).from(CheckedFrom),
                 *B.slice(DigestAt, DigestSize)))
    M.Damage = "does not match its SHA-1; the file may be damaged";
  return M;
}

} // namespace

static const Format
    Pe({.Name = "pe",
        .Description = "program for Windows or EFI (PE)",
        .MimeType = "application/vnd.microsoft.portable-executable",
        .Holds = Format::Inside::Search,
        .Signatures = PeSignatures,
        .Recognise = recognisePe,
        .Alignment = 4});

static const Format MachO({.Name = "mach-o",
                           .Description = "program for macOS (Mach-O)",
                           .MimeType = "application/x-mach-binary",
                           .Holds = Format::Inside::Search,
                           .Signatures = MachOSignatures,
                           .Recognise = recogniseMachO});

static const Format Dex({.Name = "dex",
                         .Description = "program for Android (DEX)",
                         .MimeType = "application/vnd.android.dex",
                         .Holds = Format::Inside::Search,
                         .Signatures = DexSignatures,
                         .Recognise = recogniseDex});
