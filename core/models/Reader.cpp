//===- core/models/Reader.cpp - From a model file to rows -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A row that is misspelt and silently ignored is a weakness that is silently
// not found. So the reader takes nothing it does not know, and the first
// problem refuses the whole file.
//
//===----------------------------------------------------------------------===//

#include "Reader.h"

#include "Json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

using namespace firmcop;

namespace {

using Type = JsonValue::Type;

struct SubjectName {
  std::string_view Name;
  Subject Means;
};
constexpr std::array<SubjectName, 5> Subjects{
    {{"function", Subject::Function},
     {"field", Subject::Field},
     {"constant", Subject::Constant},
     {"macro", Subject::Macro},
     {"variable", Subject::Variable}}};

struct SuccessName {
  std::string_view Name;
  Success Means;
};
constexpr std::array<SuccessName, 5> Successes{
    {{"zero", Success::Zero},
     {"one", Success::One},
     {"non-zero", Success::NonZero},
     {"positive", Success::Positive},
     {"not-negative", Success::NotNegative}}};

const JsonValue *find(const JsonValue &Object, std::string_view Name) {
  auto Found = std::ranges::find(Object.Items, Name, &JsonValue::Name);
  return Found == Object.Items.end() ? nullptr : &*Found;
}

std::string quoted(std::string_view Text) {
  return "'" + std::string(Text) + "'";
}

bool isIdentifier(std::string_view Text) {
  auto IsLetter = [](char C) {
    return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') || C == '_';
  };
  auto IsDigit = [](char C) { return C >= '0' && C <= '9'; };
  return !Text.empty() && IsLetter(Text.front()) &&
         std::ranges::all_of(Text,
                             [&](char C) { return IsLetter(C) || IsDigit(C); });
}

/// Whether this is an identifier, or several joined by "::".
bool isQualifiedName(std::string_view Text) {
  for (std::size_t Colons = Text.find("::"); Colons != Text.npos;
       Colons = Text.find("::")) {
    if (!isIdentifier(Text.substr(0, Colons)))
      return false;
    Text.remove_prefix(Colons + 2);
  }
  return isIdentifier(Text);
}

/// Whether this is an operator's name, "operator[]" or "operator new".
bool isOperator(std::string_view Text) {
  constexpr std::string_view Operators[] = {
      "[]", "()",   "->",     "=",       "+=",       "+",  "-", "*",
      "++", "--",   "==",     "!=",      "<",        "<=", ">", ">=",
      "<<", ">>",   "!",      "~",       "&",        "|",  "^", "/",
      "%",  " new", " new[]", " delete", " delete[]"};
  constexpr std::string_view Head = "operator";
  return Text.starts_with(Head) &&
         std::ranges::find(Operators, Text.substr(Head.size())) !=
             std::end(Operators);
}

/// A qualified name of which the last part may be an operator or a destructor.
bool isFunctionName(std::string_view Text) {
  std::size_t Colons = Text.rfind("::");
  std::string_view Last = Colons == Text.npos ? Text : Text.substr(Colons + 2);
  if (!isOperator(Last) && !(Colons != Text.npos && Last.starts_with('~') &&
                             isIdentifier(Last.substr(1))))
    return isQualifiedName(Text);
  return Colons == Text.npos || isQualifiedName(Text.substr(0, Colons));
}

bool isName(Subject About, std::string_view Text) {
  switch (About) {
  case Subject::Function:
    return isFunctionName(Text);
  case Subject::Constant:
  case Subject::Variable:
    return isQualifiedName(Text);
  case Subject::Field:
    return isQualifiedName(Text) && Text.find("::") != Text.npos;
  case Subject::Macro:
    return isIdentifier(Text);
  }
  return false;
}

const ModelKind *findKind(std::string_view Name) {
  auto Found =
      std::ranges::lower_bound(allModelKinds(), Name, {}, &ModelKind::Name);
  return Found != allModelKinds().end() && Found->Name == Name ? &*Found
                                                               : nullptr;
}

/// A number of one byte in brackets, "Head[3]" or "Head[*1]", at the start of
/// the text, which it takes away.
bool takeNumber(std::string_view &Text, std::string_view Head,
                std::uint8_t &Number, bool *Pointee) {
  if (!Text.starts_with(Head) || !Text.substr(Head.size()).starts_with('['))
    return false;
  std::string_view Rest = Text.substr(Head.size() + 1);
  if (Pointee) {
    *Pointee = Rest.starts_with('*');
    Rest.remove_prefix(*Pointee);
  }
  std::size_t Digits = Rest.find(']');
  if (Digits == Rest.npos || (Digits > 1 && Rest.front() == '0'))
    return false;
  auto [End, Error] =
      std::from_chars(Rest.data(), Rest.data() + Digits, Number);
  if (Error != std::errc() || End != Rest.data() + Digits)
    return false;
  Text = Rest.substr(Digits + 1);
  return true;
}

/// "Argument[3]", "Argument[*1]", "ReturnValue", "Object", "*Object",
/// "Parameter[0]", "Parameter[*0]", "Argument[2].Parameter[0]" or
/// "Argument[2].Parameter[*0]".
std::optional<Port> parsePort(std::string_view Text) {
  if (Text == "ReturnValue")
    return Port{Port::Base::ReturnValue};
  if (Text == "Object" || Text == "*Object")
    return Port{Port::Base::Object, 0, Text.front() == '*'};
  Port Parsed;
  if (takeNumber(Text, "Parameter", Parsed.Index, &Parsed.Pointee)) {
    Parsed.Of = Port::Base::Parameter;
  } else if (takeNumber(Text, "Argument", Parsed.Index, &Parsed.Pointee)) {
    Parsed.Of = Port::Base::Argument;
    if (!Parsed.Pointee &&
        takeNumber(Text, ".Parameter", Parsed.Callback, &Parsed.Pointee))
      Parsed.Of = Port::Base::CallbackParameter;
  }
  return Text.empty() && Parsed.Of != Port::Base::None ? std::optional(Parsed)
                                                       : std::nullopt;
}

/// Reads one file. Every step answers whether to go on; the first that does
/// not has set Wrong.
class FileReader {
public:
  explicit FileReader(std::string_view FileName) : FileName(FileName) {}

  bool readFile(const JsonValue &Root);

  ModelFile File;
  std::optional<Problem> Wrong;

private:
  bool readHeader(const JsonValue &Header, std::string_view Library);
  bool readRow(const JsonValue &Row, ModelRow &To);
  bool readSubject(const JsonValue &Row, ModelRow &To);
  bool readMeaning(const JsonValue &Row, ModelRow &To);
  bool readCondition(const JsonValue &Value, Subject About, Condition &To);
  bool readPort(const JsonValue &Object, std::string_view Member, Subject About,
                Port &To);
  bool checkFrom(const JsonValue &Row, const ModelRow &Read,
                 const ModelKind &Kind);
  bool readStrings(const JsonValue &Object, std::string_view Name,
                   std::vector<std::string> &To);
  bool readInteger(const JsonValue &Object, std::string_view Name,
                   std::optional<std::int64_t> &To);

  bool fail(const JsonValue &At, std::string_view Text) {
    Wrong = jsonProblem(FileName, At.Line, Text);
    return false;
  }

  /// Whether the value is an object with no members but these.
  bool expectObject(const JsonValue &Value, std::string_view What,
                    std::initializer_list<std::string_view> Members) {
    if (Value.Is != Type::Object)
      return fail(Value, std::string(What) + " is an object; write it in "
                                             "braces.");
    for (const JsonValue &Member : Value.Items)
      if (std::ranges::find(Members, Member.Name) == Members.end())
        return fail(Member, std::string(What) + " has no member " +
                                quoted(Member.Name) +
                                "; remove it or correct its name.");
    return true;
  }

  /// The member of this name and type; null after a problem.
  const JsonValue *expectMember(const JsonValue &Object, std::string_view Name,
                                Type Is) {
    const JsonValue *Member = find(Object, Name);
    if (!Member)
      fail(Object, "The member " + quoted(Name) + " is missing here; add it.");
    else if (!expectType(*Member, Is))
      return nullptr;
    return Member;
  }

  bool expectType(const JsonValue &Value, Type Is) {
    constexpr std::array<std::string_view, 4> Names{"an object", "an array",
                                                    "a string", "an integer"};
    return Value.Is == Is ||
           fail(Value, quoted(Value.Name) + " must be " +
                           std::string(Names[static_cast<unsigned>(Is)]) +
                           "; write it so.");
  }

  std::string_view FileName;
};

} // namespace

bool FileReader::readFile(const JsonValue &Root) {
  if (!expectObject(Root, "A model file", {"library", "package", "headers"}))
    return false;
  const JsonValue *Library = expectMember(Root, "library", Type::String);
  if (!Library)
    return false;
  if (Library->Text.empty())
    return fail(*Library, "A library has a name; write it here.");
  if (find(Root, "package") && !expectMember(Root, "package", Type::String))
    return false;
  const JsonValue *Headers = expectMember(Root, "headers", Type::Array);
  if (!Headers)
    return false;
  std::string_view Name = File.Names.emplace_back(Library->Text);
  return std::ranges::all_of(Headers->Items, [&](const JsonValue &Header) {
    return readHeader(Header, Name);
  });
}

bool FileReader::readHeader(const JsonValue &Header, std::string_view Library) {
  if (!expectObject(Header, "A header", {"include", "rows"}))
    return false;
  const JsonValue *Include = expectMember(Header, "include", Type::String);
  if (!Include)
    return false;
  const JsonValue *Rows = expectMember(Header, "rows", Type::Array);
  if (!Rows)
    return false;
  std::string_view Name = File.Names.emplace_back(Include->Text);
  for (const JsonValue &Row : Rows->Items) {
    ModelRow &New = File.Rows.emplace_back();
    File.Lines.push_back(Row.Line);
    New.Library = Library;
    New.Header = Name;
    if (!readRow(Row, New))
      return false;
  }
  return true;
}

bool FileReader::readRow(const JsonValue &Row, ModelRow &To) {
  if (!expectObject(Row, "A row",
                    {"function", "field", "constant", "macro", "variable",
                     "port", "from", "kind", "when", "text", "success"}))
    return false;
  return readSubject(Row, To) && readPort(Row, "port", To.About, To.At) &&
         readPort(Row, "from", To.About, To.From) && readMeaning(Row, To);
}

bool FileReader::readSubject(const JsonValue &Row, ModelRow &To) {
  const JsonValue *Found = nullptr;
  for (const SubjectName &Candidate : Subjects) {
    const JsonValue *Member = find(Row, Candidate.Name);
    if (!Member)
      continue;
    if (Found)
      return fail(*Member, "A row is about one thing, not both " +
                               quoted(Found->Name) + " and " +
                               quoted(Member->Name) + "; make it two rows.");
    Found = Member;
    To.About = Candidate.Means;
  }
  if (!Found)
    return fail(Row,
                "A row has one of 'function', 'field', 'constant', 'macro' "
                "and 'variable'; name what it is about.");
  if (!expectType(*Found, Type::String))
    return false;
  if (!isName(To.About, Found->Text))
    return fail(*Found, quoted(Found->Text) + " is no name of a " +
                            Found->Name + "; correct it.");
  To.Name = Found->Text;
  return true;
}

bool FileReader::readMeaning(const JsonValue &Row, ModelRow &To) {
  const JsonValue *Kind = expectMember(Row, "kind", Type::String);
  if (!Kind)
    return false;
  const ModelKind *Known = findKind(Kind->Text);
  if (!Known)
    return fail(*Kind, "There is no kind " + quoted(Kind->Text) +
                           "; take one of docs/models.md.");
  To.Kind = Kind->Text;
  if (!checkFrom(Row, To, *Known))
    return false;

  if (find(Row, "text")) {
    const JsonValue *Text = expectMember(Row, "text", Type::String);
    if (!Text)
      return false;
    if (Text->Text.empty() || Text->Text.ends_with('.'))
      return fail(*Text, "'text' is a part of a sentence; make it not empty, "
                         "and without a period.");
    To.Text = Text->Text;
  }

  if (find(Row, "success")) {
    const JsonValue *Value = expectMember(Row, "success", Type::String);
    if (!Value)
      return false;
    auto Found = std::ranges::find(Successes, Value->Text, &SuccessName::Name);
    if (Found == Successes.end())
      return fail(*Value, quoted(Value->Text) +
                              " is no way to succeed; take 'zero', 'one', "
                              "'non-zero', 'positive' or 'not-negative'.");
    if (To.At.Of == Port::Base::None)
      return fail(*Value, "'success' speaks of the value of a port; give the "
                          "row one.");
    To.SuccessIs = Found->Means;
  }

  if (!find(Row, "when"))
    return true;
  const JsonValue *When = expectMember(Row, "when", Type::Array);
  if (!When)
    return false;
  if (To.About == Subject::Constant || To.About == Subject::Variable)
    return fail(*When, "A constant has one value and a variable any, so "
                       "'when' says nothing about it; remove it.");
  return std::ranges::all_of(When->Items, [&](const JsonValue &Value) {
    return readCondition(Value, To.About, To.When.emplace_back());
  });
}

bool FileReader::checkFrom(const JsonValue &Row, const ModelRow &Read,
                           const ModelKind &Kind) {
  bool Has = Read.From.Of != Port::Base::None;
  if (Has && Kind.From == FromPort::Never)
    return fail(Row, "A row of the kind " + quoted(Kind.Name) +
                         " speaks of one port; remove 'from'.");
  if (!Has && Kind.From == FromPort::Always)
    return fail(Row, "A row of the kind " + quoted(Kind.Name) +
                         " relates two ports; add 'from'.");
  if (Has && Read.At.Of == Port::Base::None)
    return fail(Row, "'from' says where the value of a port comes from; give "
                     "the row a 'port'.");
  return true;
}

bool FileReader::readCondition(const JsonValue &Value, Subject About,
                               Condition &To) {
  if (!expectObject(Value, "A condition",
                    {"port", "equals", "below", "any-bit", "named",
                     "containing", "program", "listing"}) ||
      !readPort(Value, "port", About, To.At))
    return false;
  if (About == Subject::Function && To.At.Of == Port::Base::None)
    return fail(Value, "A condition on a call is about a port; add 'port'.");
  if (Value.Items.size() == (find(Value, "port") ? 1U : 0U))
    return fail(Value, "A condition without a value to compare with always "
                       "holds; add one or remove it.");
  if (find(Value, "equals")) {
    const JsonValue *Equals = expectMember(Value, "equals", Type::Array);
    if (!Equals)
      return false;
    for (const JsonValue &Item : Equals->Items) {
      if (Item.Is != Type::Integer)
        return fail(Item, "'equals' lists integers; write it so.");
      To.Equals.push_back(Item.Integer);
    }
  }
  return readInteger(Value, "below", To.Below) &&
         readInteger(Value, "any-bit", To.AnyBit) &&
         readStrings(Value, "named", To.Named) &&
         readStrings(Value, "containing", To.Containing) &&
         readStrings(Value, "program", To.Program) &&
         readStrings(Value, "listing", To.Listing);
}

bool FileReader::readPort(const JsonValue &Object, std::string_view Member,
                          Subject About, Port &To) {
  if (!find(Object, Member))
    return true;
  const JsonValue *Value = expectMember(Object, Member, Type::String);
  if (!Value)
    return false;
  std::optional<Port> Parsed = parsePort(Value->Text);
  // A field that holds a function says what that is passed.
  bool IsHandler = About == Subject::Field && Member == "port" && Parsed &&
                   Parsed->Of == Port::Base::Parameter;
  if (About != Subject::Function && !IsHandler)
    return fail(*Value,
                "Only a function has ports; remove " + quoted(Member) + ".");
  if (!Parsed)
    return fail(*Value, quoted(Value->Text) +
                            " is no port; write 'Argument[0]', 'Argument[*0]', "
                            "'ReturnValue', or another of docs/models.md.");
  To = *Parsed;
  return true;
}

bool FileReader::readStrings(const JsonValue &Object, std::string_view Name,
                             std::vector<std::string> &To) {
  if (!find(Object, Name))
    return true;
  const JsonValue *List = expectMember(Object, Name, Type::Array);
  if (!List)
    return false;
  for (const JsonValue &Item : List->Items) {
    if (Item.Is != Type::String || Item.Text.empty())
      return fail(Item, quoted(Name) + " lists strings that are not empty; "
                                       "write it so.");
    To.push_back(Item.Text);
  }
  return true;
}

bool FileReader::readInteger(const JsonValue &Object, std::string_view Name,
                             std::optional<std::int64_t> &To) {
  if (!find(Object, Name))
    return true;
  const JsonValue *Value = expectMember(Object, Name, Type::Integer);
  if (!Value)
    return false;
  To = Value->Integer;
  return true;
}

Result<ModelFile> firmcop::readModelFile(std::string_view Json,
                                         std::string_view FileName) {
  Result<JsonValue> Root = parseJson(Json, FileName);
  if (!Root)
    return Root.problem();
  FileReader Reader(FileName);
  if (!Reader.readFile(*Root))
    return std::move(*Reader.Wrong);
  return std::move(Reader.File);
}
