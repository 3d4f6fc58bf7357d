//===- checks/driver/SourceText.h - Places in source files ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_SOURCETEXT_H
#define FIRMCOP_CHECKS_DRIVER_SOURCETEXT_H

#include "firmcop/Location.h"

#include "llvm/ADT/StringRef.h"

#include <map>
#include <string>
#include <vector>

namespace firmcop {

/// The source files that findings lie in, read when they are asked for.
class SourceTexts {
public:
  /// Paths of locations are relative to this directory; empty stands for the
  /// root of the Git checkout around the current directory, or that directory.
  explicit SourceTexts(llvm::StringRef Root);

  /// The path as locations have it: relative with forward slashes below the
  /// root, else absolute.
  std::string pathOf(llvm::StringRef AbsoluteFile) const;

  /// The place of \p Length bytes from \p Offset on; of the word that starts
  /// there when the length is 0. Only the path when the file is unreadable.
  Location locate(llvm::StringRef AbsoluteFile, std::size_t Offset,
                  std::size_t Length, bool MaskLiterals = false);

private:
  struct Text {
    std::string Bytes;
    std::vector<std::size_t> LineStarts;
    std::vector<std::string> LineHashes;
  };
  const Text &text(const std::string &File);

  std::string Root;
  std::map<std::string, Text> Known;
};

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_SOURCETEXT_H
