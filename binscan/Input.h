//===- binscan/Input.h - Reading what was named -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_INPUT_H
#define FIRMCOP_BINSCAN_INPUT_H

#include "binscan/Bytes.h"
#include "firmcop/Problem.h"

#include <span>
#include <string>
#include <vector>

namespace firmcop::binscan {

/// An image to scan.
struct InputFile {
  std::string Name; ///< as in Location::Path
  std::string File; ///< as the host knows it
};

/// What the arguments come to: each file once, with names that differ.
struct Inputs {
  std::vector<InputFile> Files;
  std::vector<Problem> Problems;
};

/// Names the files of a command line. Below the current directory a file's name
/// is its path from there; elsewhere its last components, as many as it takes
/// to tell the files apart.
Inputs nameInputs(std::span<const std::string> Arguments);

/// Reads a whole file. Only regular files are read; opening never waits. The
/// file is copied and not mapped, because a mapped file that somebody shortens
/// ends the program.
Result<Blob> readFile(const InputFile &Input);

/// The same by mapping it, for a process that may be ended.
Result<Blob> mapFile(const InputFile &Input);

/// Gives back the memory of a mapped file; it is read again where it is needed.
void dropPages(const Blob &Mapped);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_INPUT_H
