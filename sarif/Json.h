//===- sarif/Json.h - The JSON library behind checked accessors -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Logs come from anywhere, so that no member may be taken for granted: the
// accessors below give an empty value for what is absent or of another type.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_JSON_H
#define FIRMCOP_SARIF_JSON_H

#include "firmcop/Problem.h"
#include "sarif/Reader.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace firmcop {

/// Members are kept sorted, so that equal values have equal text.
using Json = nlohmann::json;

/// Parses a log within the budgets that readSarif documents.
Result<Json> parseJson(const SarifText &Log);

/// JSON text; invalid UTF-8 in strings becomes U+FFFD.
std::string toText(const Json &Value);

/// The value that stands for what is absent.
const Json &noJson();
/// A member of an object; null when there is none.
const Json &member(const Json &Object, std::string_view Key);
/// A member that is an array or object; null for anything else.
const Json &arrayMember(const Json &Object, std::string_view Key);
const Json &objectMember(const Json &Object, std::string_view Key);
/// A member that is a string; empty for anything else.
const std::string &stringMember(const Json &Object, std::string_view Key);
/// A member that is an unsigned number, such as an index.
std::optional<std::uint64_t> unsignedMember(const Json &Object,
                                            std::string_view Key);
/// An element of an array; null when there is none.
const Json &element(const Json &Array, std::optional<std::uint64_t> Index);

} // namespace firmcop

#endif // FIRMCOP_SARIF_JSON_H
