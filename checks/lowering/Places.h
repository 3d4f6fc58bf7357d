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

#include <array>

namespace firmcop::lowering {

/// A use of a macro, or of one of its arguments.
struct Expansion {
  std::uint32_t Start = 0; ///< as raw locations
  std::uint32_t End = 0;
  clang::SourceLocation Spelling; ///< where the text of Start is written
  /// Where the macro is named; may be in another macro.
  clang::SourceLocation Caller;
  clang::SourceLocation InFile; ///< of a macro's own text: the outermost Caller
  bool IsArgument = false;
  bool IsFunctionLike = false;

  /// Where the text of a location in this expansion is written.
  clang::SourceLocation spelling(clang::SourceLocation Where) const {
    return Spelling.getLocWithOffset(
        static_cast<int>(Where.getRawEncoding() - Start));
  }
};

/// Positions in the files of a translation unit.
class Places {
public:
  Places(const clang::SourceManager &SM, std::vector<std::string> &Files)
      : SM(SM), Files(Files) {}

  /// From the first byte of the token at the beginning to the last one of the
  /// token at the end; a token's only, if they are not in one file.
  flow::Position range(clang::SourceLocation Begin, clang::SourceLocation End);

  /// The innermost expansion that a location in a macro is in. Valid until the
  /// next call.
  const Expansion &expansionAt(clang::SourceLocation InMacro);

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

  clang::SourceLocation fileLocation(clang::SourceLocation Where);
  File *fileAt(clang::SourceLocation Where);
  static void seek(File &F, std::uint32_t Offset);
  static std::uint32_t tokenLength(llvm::StringRef Text, std::uint32_t Offset);

  const clang::SourceManager &SM;
  std::vector<std::string> &Files;
  llvm::DenseMap<clang::FileID, std::unique_ptr<File>> Opened;
  File *Current = nullptr;
  std::array<Expansion, 4> Expansions; ///< the last ones
  unsigned NextExpansion = 0;
};

} // namespace firmcop::lowering

#endif // FIRMCOP_CHECKS_LOWERING_PLACES_H
