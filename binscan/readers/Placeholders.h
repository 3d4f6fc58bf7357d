//===- binscan/readers/Placeholders.h - What is not a secret ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_PLACEHOLDERS_H
#define FIRMCOP_BINSCAN_READERS_PLACEHOLDERS_H

#include <string_view>

namespace firmcop::binscan {

/// Whether a value stands for another one that is filled in later: empty,
/// "<...>", "@...@", "$...", "%...", "{{...}}", "********", "xxxxxxxx".
bool isPlaceholder(std::string_view Value);

/// Whether a path is documentation or an example, which no program reads.
bool isDocumentation(std::string_view Path);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_PLACEHOLDERS_H
