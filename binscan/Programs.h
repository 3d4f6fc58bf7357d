//===- binscan/Programs.h - The ELF files of an image -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_PROGRAMS_H
#define FIRMCOP_BINSCAN_PROGRAMS_H

#include "binscan/Content.h"
#include "binscan/Elf.h"
#include "binscan/Rule.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace firmcop::binscan {

/// An ELF file and where it is.
struct Program {
  const Node *Where = nullptr;
  std::shared_ptr<const ElfFile> File;
};

/// Every ELF file of the image in tree order; of several with the same content
/// (hard links, A and B slots) the first. Files are parsed once, whoever asks.
/// What cannot be read becomes a problem of the report.
std::vector<Program> elfFiles(const Image &I, Report &R);

/// The ELF file that a node is; null if it is none or cannot be read. Lives as
/// long as the program.
const ElfFile *elfOf(const Node &N);

/// The C library that a file was linked against.
enum class LibC : std::uint8_t { Unknown, Glibc, Musl, UClibc, Bionic };

/// Tells by the dynamic loader and the libraries that it asks for.
LibC libcOf(const ElfFile &File);

/// Which of the functions the file imports, in the order given.
std::vector<std::string> importsOf(const ElfFile &File,
                                   std::span<const std::string_view> Functions);

/// "'strcpy', 'sprintf'".
std::string quotedList(std::span<const std::string> Names);

/// What a rule says about one file: the rest of the message's arguments after
/// the file. Nothing if the file is fine.
struct Weakness {
  std::vector<std::string> Details = {};
  std::optional<Level> As = std::nullopt;
  bool NeedsReview = false;
};

/// What a rule asks of every ELF file.
struct ProgramCheck {
  /// Plural: "programs", "programs and libraries".
  std::string_view Things;
  /// Why nothing was judged, without a period.
  std::string_view NotApplicable;
  /// Whether the question makes sense for this file.
  std::function<bool(const ElfFile &)> Applies;
  std::function<std::optional<Weakness>(const Program &)> Judge;
};

/// Reports one result per weak file, with the quoted path as the message's
/// first argument. Files of which there are too many to read one by one are
/// one result instead, "37 of 80 programs", with the first of them as related
/// locations; the details are those of the first.
void checkPrograms(const Image &I, Report &R, const ProgramCheck &Check);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_PROGRAMS_H
