//===- binscan/readers/ShellInput.h - Input that becomes code ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In a shell, expanding a variable is harmless: what it holds is split into
// words, but never read as commands. It becomes dangerous where the result is
// read once more: by "eval", by "sh -c", as a program's name, as a script that
// is sourced or piped into a shell, as the program text of awk. So the question
// is what text reaches those places, and whether somebody outside wrote it.
//
// A web server hands a request to a script as variables (RFC 3875:
// QUERY_STRING, HTTP_COOKIE, ...) and on standard input. Settings out of nvram
// or uci were mostly typed into a form, too. Values are followed through
// assignments, command substitutions, loops, pipes and functions. The flow ends
// where a filter keeps only harmless characters, and where the script compares
// the value with something, by case, test or grep: what it makes of that is its
// own affair.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_SHELLINPUT_H
#define FIRMCOP_BINSCAN_READERS_SHELLINPUT_H

#include "binscan/readers/Shell.h"

#include <cstdint>
#include <string>
#include <vector>

namespace firmcop::binscan {

/// Text from outside that a script has read as code.
struct ShellInput {
  std::string Source;    ///< "QUERY_STRING", "standard input", "nvram get ssid"
  bool IsStored = false; ///< a setting, not the request itself
  std::string Sink;      ///< "eval", "sh -c", "awk"
  std::uint32_t SinkLine = 1;
};

struct ShellInputs {
  /// Places where text is read as code.
  std::uint64_t Sinks = 0;
  std::vector<ShellInput> Unchecked; ///< by line
};

/// Follows the input of a script. \p IsCgi: a web server starts it, so that its
/// standard input is a request.
ShellInputs followShellInput(const shell::Node &Script, bool IsCgi);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_SHELLINPUT_H
