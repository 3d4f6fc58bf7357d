//===- sarif/Json.cpp - The JSON library behind checked accessors ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/Json.h"

using namespace firmcop;

namespace {

constexpr std::size_t MaxDepth = 64;
constexpr std::size_t MaxValues = 10'000'000;

const Json Nothing;
const std::string NoText;

Problem problemAt(const SarifText &Log, Stage Where, std::size_t Byte,
                  const std::string &Reason) {
  return {Where, Level::Error, Log.Name,
          "'" + Log.Name + "' cannot be read as JSON at byte " +
              std::to_string(Byte) + ": " + Reason};
}

/// Looks for what would make the parser use too much memory, before it runs.
std::optional<Problem> checkBudgets(const SarifText &Log) {
  std::size_t Depth = 0, Values = 0;
  bool InString = false;
  const std::string &Text = Log.Text;
  for (std::size_t I = 0; I != Text.size(); ++I) {
    char C = Text[I];
    if (InString) {
      if (C == '\\' && I + 1 != Text.size())
        ++I;
      else if (C == '"')
        InString = false;
      continue;
    }
    if (C == '"')
      InString = true;
    else if (C == '{' || C == '[')
      ++Depth, ++Values;
    else if ((C == '}' || C == ']') && Depth)
      --Depth;
    else if (C == ',')
      ++Values;
    if (Depth > MaxDepth)
      return problemAt(Log, Stage::Limit, I,
                       "it is nested deeper than " + std::to_string(MaxDepth) +
                           " levels, which no log needs.");
    if (Values > MaxValues)
      return problemAt(Log, Stage::Limit, I,
                       "it has more than " + std::to_string(MaxValues) +
                           " values; split the log.");
  }
  return std::nullopt;
}

} // namespace

Result<Json> firmcop::parseJson(const SarifText &Log) {
  if (auto Over = checkBudgets(Log))
    return *Over;
  try {
    return Json::parse(Log.Text);
  } catch (const Json::parse_error &E) {
    return problemAt(Log, Stage::Parse, E.byte,
                     "the text is damaged, cut off or not JSON at all; write "
                     "the log again with the tool that made it.");
  } catch (const Json::exception &) { // a number that no type can hold
    return problemAt(Log, Stage::Parse, 0, "a number is out of range.");
  }
}

std::string firmcop::toText(const Json &Value) {
  return Value.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

const Json &firmcop::noJson() { return Nothing; }

const Json &firmcop::member(const Json &Object, std::string_view Key) {
  if (!Object.is_object())
    return Nothing;
  auto Found = Object.find(Key);
  return Found == Object.end() ? Nothing : *Found;
}

const Json &firmcop::arrayMember(const Json &Object, std::string_view Key) {
  const Json &Value = member(Object, Key);
  return Value.is_array() ? Value : Nothing;
}

const Json &firmcop::objectMember(const Json &Object, std::string_view Key) {
  const Json &Value = member(Object, Key);
  return Value.is_object() ? Value : Nothing;
}

const std::string &firmcop::stringMember(const Json &Object,
                                         std::string_view Key) {
  const Json &Value = member(Object, Key);
  return Value.is_string() ? Value.get_ref<const std::string &>() : NoText;
}

std::optional<std::uint64_t> firmcop::unsignedMember(const Json &Object,
                                                     std::string_view Key) {
  const Json &Value = member(Object, Key);
  if (!Value.is_number_integer() ||
      (!Value.is_number_unsigned() && Value.get<std::int64_t>() < 0))
    return std::nullopt;
  return Value.get<std::uint64_t>();
}

const Json &firmcop::element(const Json &Array,
                             std::optional<std::uint64_t> Index) {
  if (!Array.is_array() || !Index || *Index >= Array.size())
    return Nothing;
  return Array[*Index];
}
