//===- checks/lowering/Places.h - Positions of what is lowered -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every operation has a position, so this has to be quick: most are on the line
// of the one before, or on the next.
//
// A place in a macro is where the user sees it: in the argument that it was
// written in, or else at the macro's name where it is used.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_LOWERING_PLACES_H
#define FIRMCOP_CHECKS_LOWERING_PLACES_H

#include "checks/Clang.h"
#include "firmcop/flow/Program.h"

namespace firmcop::lowering {

/// Positions in the files of a translation unit.
class Places {
public:
  Places(const clang::SourceManager &SM, std::vector<std::string> &Files)
      : SM(SM), Files(Files) {}

  /// From the first byte of the token at the beginning to the last one of the
  /// token at the end; a token's only, if they are not in one file.
  flow::Position range(clang::SourceLocation Begin, clang::SourceLocation End);

private:
  /// A file, with the line that was asked for last.
  struct File {
    std::uint32_t Index = 0; ///< into Files
    std::uint32_t Start = 0; ///< offset of the file among all locations
    llvm::StringRef Text;
    /// Number of lines before each run of RunLength bytes.
    std::vector<std::uint32_t> LinesBefore;
    std::uint32_t Line = 0; ///< from 1; 0 before anything was asked
    std::uint32_t LineStart = 0;
    std::uint32_t LineEnd = 0; ///< of its newline, or of the file
  };
  static constexpr std::uint32_t RunLength = 4096;

  File *fileAt(clang::SourceLocation Where);
  static void seek(File &F, std::uint32_t Offset);
  static std::uint32_t tokenLength(llvm::StringRef Text, std::uint32_t Offset);

  const clang::SourceManager &SM;
  std::vector<std::string> &Files;
  llvm::DenseMap<clang::FileID, std::unique_ptr<File>> Opened;
  File *Current = nullptr;
};

} // namespace firmcop::lowering

#endif // FIRMCOP_CHECKS_LOWERING_PLACES_H
