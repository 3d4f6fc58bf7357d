//===- core/flow/Serialise.h - Units as bytes -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The form in which units lie in caches and travel between machines: a magic
// word, the number of the schema, a checksum, and the unit's tables one after
// the other in the encoding of Bytes.h. A file of another schema, or a damaged
// one, is told as such; whoever reads makes the unit anew.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_SERIALISE_H
#define FIRMCOP_CORE_FLOW_SERIALISE_H

#include "firmcop/Problem.h"
#include "firmcop/flow/Program.h"

#include <string_view>

namespace firmcop::flow {

/// Changes with every change of the encoding and of the meaning of what is
/// encoded.
inline constexpr std::uint32_t Schema = 2;

/// The unit, which must be well formed, as bytes. Equal units give equal bytes.
std::string toBytes(const Unit &U);

/// The unit that the bytes hold, well formed. \p Path is what a problem calls
/// them.
Result<Unit> fromBytes(std::string_view Bytes, std::string_view Path);

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_SERIALISE_H
