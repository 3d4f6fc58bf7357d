//===- core/models/Json.cpp - JSON that remembers its lines -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <exception>
#include <iterator>

using namespace firmcop;

namespace {

/// Deeper than any model file is; keeps the tree's destructor from recursing
/// without end.
constexpr std::size_t MaxDepth = 16;

/// Hands out the characters and remembers how many have gone.
class CountingIterator {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char *;
  using reference = const char &;

  CountingIterator(const char *At, const char **Reached)
      : At(At), Reached(Reached) {}
  reference operator*() const { return *At; }
  CountingIterator &operator++() {
    *Reached = ++At;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator Old = *this;
    ++*this;
    return Old;
  }
  bool operator==(const CountingIterator &Other) const {
    return At == Other.At;
  }

private:
  const char *At;
  const char **Reached;
};

/// Builds the tree from the parser's events.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
public:
  explicit TreeBuilder(std::string_view Text)
      : Reached(Text.data()), Counted(Text.data()) {}

  const char *Reached; ///< as far as the parser has read
  JsonValue Root;
  std::string Wrong; ///< what stopped the parser
  /// The line the parser has reached.
  unsigned line() {
    // The parser reads one character past a number, which may be a line's end.
    for (; Counted < Reached; ++Counted) {
      if (PendingLineEnd)
        ++Line;
      PendingLineEnd = *Counted == '\n';
    }
    return Line;
  }

  bool null() override { return unsupported("null"); }
  bool boolean(bool) override { return unsupported("true or false"); }
  bool number_float(double, const std::string &) override {
    return unsupported("a fraction or an integer above 64 bits");
  }
  bool binary(nlohmann::json::binary_t &) override {
    return unsupported("binary data");
  }
  bool number_integer(std::int64_t Value) override {
    if (JsonValue *New = append(JsonValue::Type::Integer))
      New->Integer = Value;
    return Wrong.empty();
  }
  bool number_unsigned(std::uint64_t Value) override {
    if (Value > INT64_MAX)
      return unsupported("an integer above 63 bits");
    return number_integer(static_cast<std::int64_t>(Value));
  }
  bool string(std::string &Value) override {
    if (JsonValue *New = append(JsonValue::Type::String))
      New->Text = std::move(Value);
    return Wrong.empty();
  }
  bool start_object(std::size_t) override {
    return open(JsonValue::Type::Object);
  }
  bool start_array(std::size_t) override {
    return open(JsonValue::Type::Array);
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(std::string &Value) override {
    const std::vector<JsonValue> &Members = Open.back()->Items;
    if (std::any_of(
            Members.begin(), Members.end(),
            [&](const JsonValue &Member) { return Member.Name == Value; }))
      return fail("The member '" + Value + "' stands here twice; keep one.");
    Key = std::move(Value);
    return true;
  }
  bool parse_error(std::size_t, const std::string &,
                   const nlohmann::json::exception &) override {
    return fail("The JSON text breaks off or goes wrong here; correct its "
                "syntax.");
  }

private:
  bool fail(std::string Text) {
    if (Wrong.empty())
      Wrong = std::move(Text);
    return false;
  }

  bool unsupported(std::string_view What) {
    return fail("A model file has only objects, arrays, strings and "
                "integers, not " +
                std::string(What) + "; write it as one of these.");
  }

  JsonValue *append(JsonValue::Type Is) {
    if (Open.empty()) {
      if (Is != JsonValue::Type::Object) {
        fail("A model file is one JSON object; put braces around it.");
        return nullptr;
      }
      Root.Line = line();
      return &Root;
    }
    JsonValue &New = Open.back()->Items.emplace_back();
    New.Is = Is;
    New.Line = line();
    New.Name = std::move(Key);
    Key.clear();
    return &New;
  }

  bool open(JsonValue::Type Is) {
    if (Open.size() == MaxDepth)
      return fail("The JSON text is nested too deeply; a model file has at "
                  "most 16 levels.");
    JsonValue *New = append(Is);
    if (New)
      Open.push_back(New);
    return New != nullptr;
  }

  bool close() {
    Open.pop_back();
    return true;
  }

  // A value's address is stable while it is open: only the innermost open
  // value grows.
  std::vector<JsonValue *> Open;
  std::string Key;
  const char *Counted;
  unsigned Line = 1;
  bool PendingLineEnd = false;
};

} // namespace

Problem firmcop::jsonProblem(std::string_view FileName, unsigned Line,
                             std::string_view Text) {
  Problem Wrong;
  Wrong.Where = Stage::Configuration;
  Wrong.Severity = Level::Error;
  Wrong.Path = FileName;
  Wrong.Text = std::string(FileName) + ":" + std::to_string(Line) + ": " +
               std::string(Text);
  return Wrong;
}

Result<JsonValue> firmcop::parseJson(std::string_view Text,
                                     std::string_view FileName) {
  TreeBuilder Builder(Text);
  const char *End = Text.data() + Text.size();
  bool Complete = false;
  try {
    Complete = nlohmann::json::sax_parse(
        CountingIterator(Text.data(), &Builder.Reached),
        CountingIterator(End, &Builder.Reached), &Builder);
  } catch (const std::exception &) {
    Complete = false;
  }
  if (!Complete)
    return jsonProblem(FileName, Builder.line(),
                       Builder.Wrong.empty()
                           ? "The JSON text cannot be read; correct its syntax."
                           : Builder.Wrong);
  return std::move(Builder.Root);
}
