//===- core/flow/Text.h - Units as text -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The form of firmcop/flow/Program.h as text, for tests and for people who want
// to see what became of their program:
//
//   unit "dir/file.c"
//   file "dir/file.c"                    ; number 0 in positions
//   global @table "table" record size 256 element 1 const
//   declare global @errno "errno" i32s
//   declare @recv "recv" model           ; the model has the same name
//   option "boot-verification" "ESP-IDF" ; a build option that is on
//
//   initialise {
//   b0:
//     store i32s @table, 1
//     return
//   }
//
//   function @main(argc i32s, argv ptr) i32s at 0:3:5 {
//     local line record size 100 element 1
//   b0:
//     t0 = load i32s &argc @4:7
//     t1 = call i64s @recv(t0, &line, 100, MSG_PEEK=2) @4:10
//     t2 = greater i64s t1, 0 @5:7
//     branch t2 ? b1 : b2 [loop] @5:7
//   b1:
//     t3 = element ptr &line, t1, 1 [index] @6:5
//     store i8s t3, 0 @6:10
//     jump b2
//   b2:
//     return 0 @8:3
//   }
//
// '; ' starts a comment. A symbol is '@' and its link name, then the name that
// messages show (left out when it is the same), for globals the type, size and
// size of elements, and any of: model, model "Name", format 1,
// variadic 2, weak, const,
// noreturn. Link names with other characters than letters, digits and "_.$:/@-"
// are quoted: @"operator new". Functions may have the same words after their
// result, and '...' as last parameter.
//
// Types are void, ptr, record, f64, i8u, i32s and so on. Locals are named,
// &line, or numbered, &2, where a name is missing or not the only one.
// Positions are line:column, with the file's number and a colon before it where
// that is not 0, and with '+offset/length' behind where these are known. '@'
// and a position ends a line. Constants are 5, "text", bytes "\x00\x01", each
// with the names that they are written by: AES_ECB=1.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_TEXT_H
#define FIRMCOP_CORE_FLOW_TEXT_H

#include "firmcop/Problem.h"
#include "firmcop/flow/Program.h"

#include <string_view>
#include <vector>

namespace firmcop::flow {

/// The unit as text. Parsed and printed again, the text is the same.
std::string print(const Unit &U);

/// The word for an operation: "copy-from".
std::string_view toString(Opcode Op);

/// The word for a type: "i32s".
std::string toString(Type T);

/// Reads one or more units; each starts with 'unit'. The problem names the line
/// and what is wrong there; \p Path is what it calls the text. Units that are
/// returned are well formed (see Verify.h).
Result<std::vector<Unit>> parse(std::string_view Text, std::string_view Path);

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_TEXT_H
