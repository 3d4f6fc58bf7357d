//===- checks/driver/Progress.cpp - How far the analysis is ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/driver/Progress.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>

namespace firmcop {

Progress::Progress(std::size_t Total)
    : IsShown(llvm::sys::Process::StandardErrIsDisplayed()), Total(Total) {}

Progress::~Progress() {
  if (IsShown)
    llvm::errs() << "\r\x1b[K";
}

void Progress::step(llvm::StringRef What) {
  ++Count;
  draw(What);
}

void Progress::show(llvm::StringRef What) { draw(What); }

void Progress::draw(llvm::StringRef What) {
  if (!IsShown)
    return;
  constexpr std::size_t BarWidth = 20, DefaultColumns = 80;
  std::size_t Columns = llvm::sys::Process::StandardErrColumns();
  if (Columns == 0)
    Columns = DefaultColumns;
  std::size_t Filled = Total == 0 ? BarWidth : BarWidth * Count / Total;
  std::string Line = "[" + std::string(Filled, '#') +
                     std::string(BarWidth - Filled, '.') + "] " +
                     std::to_string(Count) + "/" + std::to_string(Total) + " ";
  if (Line.size() + 1 < Columns)
    Line += What.take_back(Columns - Line.size() - 1);
  llvm::errs() << "\r\x1b[K" << Line;
  llvm::errs().flush();
}

} // namespace firmcop
