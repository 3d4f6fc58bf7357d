//===- sarif/Colour.h - Terminal colours and safe text ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_COLOUR_H
#define FIRMCOP_SARIF_COLOUR_H

#include "firmcop/Rule.h"

#include <string>
#include <string_view>

namespace firmcop {

/// Text in the colour that goes with a level or a kind; as it is when
/// \p Colour is false.
std::string coloured(std::string_view Text, Level L, bool Colour);
std::string coloured(std::string_view Text, Kind K, bool Colour);
std::string emphasised(std::string_view Text, bool Colour);

/// Text without control characters, which a hostile name could use to rewrite
/// the terminal: each becomes "\xNN".
std::string printable(std::string_view Text);

} // namespace firmcop

#endif // FIRMCOP_SARIF_COLOUR_H
