//===- core/models/Builtin.h - The embedded model files ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_MODELS_BUILTIN_H
#define FIRMCOP_CORE_MODELS_BUILTIN_H

#include <span>
#include <string_view>

namespace firmcop {

/// One file of core/models as it was when the program was built.
struct BuiltinModelFile {
  std::string_view Name; ///< "openssl.json"
  std::string_view Text;
};

/// All of them, sorted by name. embed.py writes the definition.
std::span<const BuiltinModelFile> builtinModelFiles();

} // namespace firmcop

#endif // FIRMCOP_CORE_MODELS_BUILTIN_H
