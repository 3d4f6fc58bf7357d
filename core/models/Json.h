//===- core/models/Json.h - JSON that remembers its lines -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model file is written by hand, so what is wrong in it is told with the
// line it stands on. The usual document trees forget the lines and silently
// keep the last of two members of the same name; this one does neither. It has
// only what model files have: objects, arrays, strings and integers.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_MODELS_JSON_H
#define FIRMCOP_CORE_MODELS_JSON_H

#include "firmcop/Problem.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop {

/// One value of a JSON text.
struct JsonValue {
  enum class Type : std::uint8_t { Object, Array, String, Integer };
  Type Is = Type::Object;
  unsigned Line = 0;            ///< where the value begins, from 1
  std::string Name;             ///< of an object's member
  std::string Text;             ///< of a string
  std::int64_t Integer = 0;     ///< of an integer
  std::vector<JsonValue> Items; ///< of an array or object, in file order
};

/// A configuration problem of a file: "openssl.json:12: <Text>".
Problem jsonProblem(std::string_view FileName, unsigned Line,
                    std::string_view Text);

/// Reads a whole text, which must be one object.
Result<JsonValue> parseJson(std::string_view Text, std::string_view FileName);

} // namespace firmcop

#endif // FIRMCOP_CORE_MODELS_JSON_H
