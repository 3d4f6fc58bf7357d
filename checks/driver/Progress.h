//===- checks/driver/Progress.h - How far the analysis is -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_PROGRESS_H
#define FIRMCOP_CHECKS_DRIVER_PROGRESS_H

#include "llvm/ADT/StringRef.h"

namespace firmcop {

/// A line on the terminal that tells what has been done. Where standard error
/// is no terminal, nothing is printed at all.
class Progress {
public:
  explicit Progress(std::size_t Total);
  ~Progress();

  /// One more is done; \p What names it.
  void step(llvm::StringRef What);
  /// Something that is not counted goes on.
  void show(llvm::StringRef What);

private:
  void draw(llvm::StringRef What);

  bool IsShown;
  std::size_t Total, Count = 0;
};

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_PROGRESS_H
