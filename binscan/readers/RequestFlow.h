//===- binscan/readers/RequestFlow.h - From requests to shells --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows what a client sends through a script of the web interface: from where
// it comes in ($_GET, formvalue, request.args, req.query), through assignments
// and joined texts, to a call that takes it for a command, for code or for a
// path. Two things on the way end the flow: a function that makes the value
// harmless (escapeshellarg, shellquote, intval), and a test of the value before
// the call (filter_var, in_array, a match with a pattern). Whether the test is
// a good one is not asked; that there is none is what is reported.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_REQUESTFLOW_H
#define FIRMCOP_BINSCAN_READERS_REQUESTFLOW_H

#include "binscan/readers/ScriptTokens.h"

#include <cstdint>
#include <string>
#include <vector>

namespace firmcop::binscan::script {

/// What a call does with its argument.
enum class Effect : std::uint8_t {
  RunsCommand, ///< a shell reads it
  RunsCode,    ///< the interpreter reads it
  OpensFile,   ///< it names a file
};

/// Input of a client that nothing checked, at such a call.
struct RequestUse {
  std::uint32_t SourceLine = 1;
  std::string Source; ///< "$_GET['ip']", "formvalue"
  std::uint32_t SinkLine = 1;
  std::string Sink; ///< "system", "include"
  Effect Does = Effect::RunsCommand;
};

struct RequestFlow {
  std::size_t Sinks = 0; ///< calls that were looked at
  std::vector<RequestUse> Unchecked;
};

RequestFlow followRequests(const std::vector<Token> &Tokens, Language L);

} // namespace firmcop::binscan::script

#endif // FIRMCOP_BINSCAN_READERS_REQUESTFLOW_H
