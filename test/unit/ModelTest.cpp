//===- test/unit/ModelTest.cpp - Reading and asking the models --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "firmcop/Model.h"

#include "core/models/Builtin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace firmcop;
using testing::HasSubstr;

namespace {

/// A file of one header with these rows, the first of them on line 4.
std::string file(std::string_view Rows) {
  return "{ \"library\": \"Lib\",\n"
         "  \"headers\": [\n"
         "    { \"include\": \"lib.h\", \"rows\": [\n" +
         std::string(Rows) + "\n] } ] }\n";
}

/// The problem of a file, or "" if it was added.
std::string problemOf(std::string_view Json) {
  ModelSet Set;
  std::optional<Problem> Wrong = Set.add(Json, "lib.json");
  if (!Wrong)
    return "";
  EXPECT_EQ(Wrong->Where, Stage::Configuration);
  EXPECT_EQ(Wrong->Severity, Level::Error);
  EXPECT_EQ(Wrong->Path, "lib.json");
  EXPECT_TRUE(Wrong->Text.ends_with('.')) << Wrong->Text;
  EXPECT_TRUE(Set.all().empty()) << "rows of a refused file were added";
  return Wrong->Text;
}

ModelSet setOf(std::string_view Rows) {
  ModelSet Set;
  std::optional<Problem> Wrong = Set.add(file(Rows), "lib.json");
  EXPECT_FALSE(Wrong) << Wrong->Text;
  return Set;
}

struct Mistake {
  std::string Name;
  std::string Json;
  std::string Text; ///< a part of the problem's, with the line
};

class ModelMistake : public testing::TestWithParam<Mistake> {};

TEST_P(ModelMistake, IsToldWithItsLine) {
  EXPECT_THAT(problemOf(GetParam().Json), HasSubstr(GetParam().Text));
}

const std::string Good = R"({"function": "f", "kind": "command"})";

std::string row(std::string_view Members) {
  return file(Good + ",\n{" + std::string(Members) + "}");
}

INSTANTIATE_TEST_SUITE_P(
    Reader, ModelMistake,
    testing::Values(
        Mistake{"Empty", "", "lib.json:1: The JSON text breaks off"},
        Mistake{"Array", "\n[]", "lib.json:2: A model file is one JSON object"},
        Mistake{"BrokenOff", "{\n\"library\": \"L\",\n", "lib.json:2:"},
        Mistake{"Trailing", file(Good) + "\n{}", "lib.json:7:"},
        Mistake{"Comma", file(Good + ",\n"), "lib.json:6:"},
        Mistake{"BadUtf8", file("{\"function\": \"\xff\"}"), "lib.json:4:"},
        Mistake{"Null", row("\"function\": null"), "lib.json:5: A model file"},
        Mistake{"True", row("\"function\": true"), "not true or false"},
        Mistake{"Fraction",
                row(R"("macro": "M", "kind": "iv", "when": [{"below": 1.5}])"),
                "lib.json:5: A model file has only"},
        Mistake{"Huge", row(R"("macro": "M", "kind": "iv",
"when": [{"below": 18446744073709551615}])"),
                "lib.json:6: A model file has only"},
        Mistake{"SameMember", row(R"("function": "f",
"function": "g", "kind": "iv")"),
                "lib.json:6: The member 'function' stands here twice"},
        Mistake{"Deep", row("\"when\":" + std::string(100000, '[')),
                "lib.json:5: The JSON text is nested too deeply"},
        Mistake{"NoLibrary", "{\"headers\": []}",
                "lib.json:1: The member 'library' is missing"},
        Mistake{"EmptyLibrary", "{\"library\": \"\",\n\"headers\": []}",
                "lib.json:1: A library has a name"},
        Mistake{"NoHeaders", "{\"library\": \"L\"}",
                "The member 'headers' is missing"},
        Mistake{"PackageNumber",
                "{\"library\": \"L\",\n\"package\": 1, \"headers\": []}",
                "lib.json:2: 'package' must be a string"},
        Mistake{"FileMember",
                "{\"library\": \"L\", \"headers\": [],\n\"version\": 1}",
                "lib.json:2: A model file has no member 'version'"},
        Mistake{"HeaderMember",
                "{\"library\": \"L\", \"headers\": [\n{\"name\": \"x\"}]}",
                "lib.json:2: A header has no member 'name'"},
        Mistake{"HeaderString", "{\"library\": \"L\",\n\"headers\": [\"x\"]}",
                "lib.json:2: A header is an object"},
        Mistake{"NoInclude", "{\"library\": \"L\", \"headers\": [\n{}]}",
                "lib.json:2: The member 'include' is missing"},
        Mistake{"NoRows",
                "{\"library\": \"L\", \"headers\": [{\"include\": \"x\"}]}",
                "The member 'rows' is missing"},
        Mistake{"RowMember", row(R"("function": "f", "kinds": "iv")"),
                "lib.json:5: A row has no member 'kinds'"},
        Mistake{"NoSubject", row(R"("kind": "iv")"),
                "lib.json:5: A row has one of 'function', 'field'"},
        Mistake{"TwoSubjects",
                row(R"("function": "f", "macro": "M", "kind": "iv")"),
                "not both 'function' and 'macro'"},
        Mistake{"NoKind", row(R"("function": "f")"),
                "lib.json:5: The member 'kind' is missing"},
        Mistake{"UnknownKind", row(R"("function": "f", "kind": "key")"),
                "lib.json:5: There is no kind 'key'"},
        Mistake{"FunctionName", row(R"("function": "f-g", "kind": "iv")"),
                "'f-g' is no name of a function"},
        Mistake{"FieldName", row(R"("field": "password", "kind": "password")"),
                "'password' is no name of a field"},
        Mistake{"MacroName", row(R"("macro": "a::B", "kind": "password")"),
                "'a::B' is no name of a macro"},
        Mistake{"EmptyName", row(R"("constant": "A::", "kind": "iv")"),
                "'A::' is no name of a constant"},
        Mistake{"NameNumber", row(R"("constant": 1, "kind": "iv")"),
                "'constant' must be a string"},
        Mistake{"Text", row(R"("function": "f", "kind": "iv", "text": "A.")"),
                "'text' is a part of a sentence"},
        Mistake{"Success", row(R"("function": "f", "port": "ReturnValue",
"kind": "signature-verification", "success": "ok")"),
                "lib.json:6: 'ok' is no way to succeed"},
        Mistake{"SuccessOfNothing",
                row(R"("function": "f", "kind": "hash-verification",
"success": "zero")"),
                "lib.json:6: 'success' speaks of the value of a port"},
        Mistake{"FieldPort",
                row(R"("field": "a::b", "port": "Argument[0]", "kind": "iv")"),
                "Only a function has ports"},
        Mistake{"FieldFrom",
                row(R"("field": "a::b", "from": "Argument[0]", "kind": "iv")"),
                "Only a function has ports; remove 'from'"},
        Mistake{"MalformedFrom", row(R"("function": "f", "port": "ReturnValue",
"from": "Result", "kind": "same-pointer")"),
                "lib.json:6: 'Result' is no port"},
        Mistake{"FromWithoutPort", row(R"("function": "f",
"from": "Argument[0]", "kind": "same-pointer")"),
                "lib.json:5: 'from' says where the value of a port comes from"},
        Mistake{"NeedlessFrom", row(R"("function": "f", "port": "ReturnValue",
"from": "Argument[0]", "kind": "file-input")"),
                "lib.json:5: A row of the kind 'file-input' speaks of one"},
        Mistake{"MissingFrom", row(R"("function": "f", "port": "ReturnValue",
"kind": "same-pointer")"),
                "lib.json:5: A row of the kind 'same-pointer' relates two"},
        Mistake{"ConstantWhen", row(R"("constant": "C", "kind": "iv",
"when": [{"equals": [0]}])"),
                "lib.json:6: A constant has one value"},
        Mistake{"WhenObject",
                row(R"("macro": "M", "kind": "iv", "when": {"equals": [0]})"),
                "'when' must be an array"},
        Mistake{"WhenMember",
                row(R"("macro": "M", "kind": "iv", "when": [{"equal": [0]}])"),
                "A condition has no member 'equal'"},
        Mistake{"WhenEmpty", row(R"("function": "f", "kind": "iv",
"when": [{"port": "Argument[0]"}])"),
                "lib.json:6: A condition without a value"},
        Mistake{"WhenNoPort",
                row(R"("function": "f", "kind": "iv", "when": [{"below": 1}])"),
                "A condition on a call is about a port"},
        Mistake{
            "EqualsString",
            row(R"("macro": "M", "kind": "iv", "when": [{"equals": ["0"]}])"),
            "'equals' lists integers"},
        Mistake{"NamedEmpty",
                row(R"("macro": "M", "kind": "iv", "when": [{"named": [""]}])"),
                "'named' lists strings that are not empty"},
        Mistake{"BelowString",
                row(R"("macro": "M", "kind": "iv", "when": [{"below": "1"}])"),
                "'below' must be an integer"},
        Mistake{"Duplicate", row(R"("function": "f", "kind": "command")"),
                "lib.json:5: A row already says this of 'f'"},
        Mistake{"DuplicateFrom", row(R"("function": "g", "port": "ReturnValue",
"from": "Argument[0]", "kind": "same-pointer"},
{"function": "g", "port": "ReturnValue", "from": "Argument[0]",
"kind": "same-pointer")"),
                "lib.json:7: A row already says this of 'g'"},
        Mistake{"DuplicateInOtherWords",
                row(R"("function": "f", "kind": "command", "text": "more")"),
                "lib.json:5: A row already says this of 'f'"}),
    [](const auto &Case) { return Case.param.Name; });

class ModelPort : public testing::TestWithParam<const char *> {};

TEST_P(ModelPort, IsRefused) {
  EXPECT_THAT(
      problemOf(row(R"("function": "g", "kind": "iv", "port": ")" +
                    std::string(GetParam()) + "\"")),
      HasSubstr("lib.json:5: '" + std::string(GetParam()) + "' is no port"));
}

INSTANTIATE_TEST_SUITE_P(
    Malformed, ModelPort,
    testing::Values("", "Argument", "Argument[]", "Argument[*]", "Argument[01]",
                    "Argument[-1]", "Argument[256]", "Argument[0",
                    "Argument[ 0]", "Argument[**0]", "argument[0]",
                    "ReturnValue[0]", "*ReturnValue", "Object[0]", "**Object",
                    "Parameter", "Parameter[01]", "Parameter[0]x",
                    "Argument[0].", "Argument[0].Object",
                    "Argument[*0].Parameter[0]", "Argument[0].Parameter[256]",
                    "Argument[0].Parameter[0].Parameter[0]",
                    "Parameter[0].Parameter[0]"));

TEST(ModelSetTest, ReadsPorts) {
  ModelSet Set = setOf(
      R"({"function": "f", "kind": "iv"},
         {"function": "f", "kind": "iv", "port": "Argument[0]"},
         {"function": "f", "kind": "iv", "port": "Argument[*255]"},
         {"function": "f", "kind": "iv", "port": "ReturnValue"},
         {"function": "f", "kind": "iv", "port": "Object"},
         {"function": "f", "kind": "iv", "port": "*Object"},
         {"function": "f", "kind": "iv", "port": "Parameter[1]"},
         {"function": "f", "kind": "iv", "port": "Parameter[*0]"},
         {"function": "f", "kind": "iv", "port": "Argument[2].Parameter[1]"},
         {"function": "f", "kind": "iv", "port": "Argument[2].Parameter[*3]"})");
  std::vector<Port> Ports;
  for (const ModelRow &Row : Set.rows(Subject::Function, "f"))
    Ports.push_back(Row.At);
  using enum Port::Base;
  EXPECT_THAT(Ports, testing::ElementsAre(
                         Port{None, 0, false}, Port{Argument, 0, false},
                         Port{Argument, 255, true}, Port{ReturnValue, 0, false},
                         Port{Object, 0, false}, Port{Object, 0, true},
                         Port{Parameter, 1, false}, Port{Parameter, 0, true},
                         Port{CallbackParameter, 2, false, 1},
                         Port{CallbackParameter, 2, true, 3}));
}

TEST(ModelSetTest, KnowsNamesOfFunctions) {
  auto IsTaken = [](std::string_view Name) {
    ModelSet Set;
    return !Set.add(
        file("{\"function\": \"" + std::string(Name) + "\", \"kind\": \"iv\"}"),
        "lib.json");
  };
  for (const char *Name :
       {"f", "a::b", "std::vector::operator[]", "std::operator>>", "a::~a",
        "operator new", "operator new[]", "operatorX", "a::operator()"})
    EXPECT_TRUE(IsTaken(Name)) << Name;
  for (const char *Name :
       {"", "::", "a::", "::operator[]", "a:operator[]", "operator[", "~a",
        "operator  new", "operator new x", "a b", "std::vector<int>::at"})
    EXPECT_FALSE(IsTaken(Name)) << Name;
}

TEST(ModelSetTest, TakesRowsThatDifferInFrom) {
  ModelSet Set = setOf(
      R"({"function": "f", "port": "ReturnValue", "from": "Argument[0]",
          "kind": "new-object"},
         {"function": "f", "port": "ReturnValue", "from": "Argument[1]",
          "kind": "new-object"},
         {"function": "f", "port": "ReturnValue", "kind": "new-object"})");
  std::vector<Port> From;
  for (const ModelRow &Row : Set.rows(Subject::Function, "f"))
    From.push_back(Row.From);
  using enum Port::Base;
  EXPECT_THAT(
      From, testing::ElementsAre(Port{Argument, 0}, Port{Argument, 1}, Port{}));
}

TEST(ModelSetTest, ReadsEveryMember) {
  ModelSet Set = setOf(
      R"({"function": "f", "port": "ReturnValue", "success": "not-negative",
          "kind": "signature-verification", "text": "a \"text\"",
          "when": [{"port": "Argument[1]", "equals": [-1, 2], "below": 3,
                    "any-bit": 4, "named": ["N"], "containing": ["c"],
                    "program": ["p"], "listing": ["l"]},
                   {"port": "Argument[*0]", "below": -5}]})");
  ASSERT_EQ(Set.all().size(), 1U);
  const ModelRow &Row = Set.all().front();
  EXPECT_EQ(Row.About, Subject::Function);
  EXPECT_EQ(Row.Name, "f");
  EXPECT_EQ(Row.Kind, "signature-verification");
  EXPECT_EQ(Row.Text, "a \"text\"");
  EXPECT_EQ(Row.SuccessIs, Success::NotNegative);
  EXPECT_EQ(Row.Library, "Lib");
  EXPECT_EQ(Row.Header, "lib.h");
  ASSERT_EQ(Row.When.size(), 2U);
  Condition Full;
  Full.At = {Port::Base::Argument, 1, false};
  Full.Equals = {-1, 2};
  Full.Below = 3;
  Full.AnyBit = 4;
  Full.Named = {"N"};
  Full.Program = {"p"};
  Full.Containing = {"c"};
  Full.Listing = {"l"};
  EXPECT_EQ(Row.When[0], Full);
  EXPECT_EQ(Row.When[1].At, (Port{Port::Base::Argument, 0, true}));
  EXPECT_EQ(Row.When[1].Below, -5);
}

TEST(ModelSetTest, FindsRowsBySubjectAndWholeName) {
  ModelSet Set = setOf(
      R"({"function": "ab", "kind": "iv"}, {"function": "a", "kind": "salt"},
         {"macro": "a", "kind": "nonce"}, {"constant": "a", "kind": "token"},
         {"field": "a::b", "kind": "password"},
         {"variable": "a", "kind": "remote-input"},
         {"function": "a::b", "kind": "psk"},
         {"function": "a", "kind": "crypto-key"})");
  auto Kinds = [&](Subject About, std::string_view Name) {
    std::vector<std::string> Found;
    for (const ModelRow &Row : Set.rows(About, Name))
      Found.push_back(Row.Kind);
    return Found;
  };
  using testing::ElementsAre;
  EXPECT_THAT(Kinds(Subject::Function, "a"), ElementsAre("salt", "crypto-key"));
  EXPECT_THAT(Kinds(Subject::Function, "ab"), ElementsAre("iv"));
  EXPECT_THAT(Kinds(Subject::Function, "a::b"), ElementsAre("psk"));
  EXPECT_THAT(Kinds(Subject::Field, "a::b"), ElementsAre("password"));
  EXPECT_THAT(Kinds(Subject::Constant, "a"), ElementsAre("token"));
  EXPECT_THAT(Kinds(Subject::Macro, "a"), ElementsAre("nonce"));
  EXPECT_THAT(Kinds(Subject::Variable, "a"), ElementsAre("remote-input"));
  EXPECT_THAT(Kinds(Subject::Function, ""), testing::IsEmpty());
  EXPECT_THAT(Kinds(Subject::Field, "a"), testing::IsEmpty());
  EXPECT_THAT(Kinds(Subject::Function, "abc"), testing::IsEmpty());
}

TEST(ModelSetTest, RefusesWhatAnotherFileSays) {
  ModelSet Set = setOf(Good);
  std::optional<Problem> Wrong =
      Set.add(file(R"({"function": "g", "kind": "command"},)"
                   "\n" +
                   Good),
              "other.json");
  ASSERT_TRUE(Wrong);
  EXPECT_THAT(Wrong->Text,
              HasSubstr("other.json:5: A row already says this of 'f'"));
  EXPECT_EQ(Set.all().size(), 1U);
}

TEST(ModelSetTest, TakesRowsThatDifferInPortKindOrCondition) {
  ModelSet Set = setOf(Good);
  EXPECT_FALSE(Set.add(
      file(
          R"({"function": "f", "port": "Argument[0]", "kind": "command"},
             {"function": "f", "kind": "iv"},
             {"function": "f", "kind": "command",
              "when": [{"port": "Argument[0]", "equals": [0]}]})"),
      "other.json"));
  EXPECT_EQ(Set.rows(Subject::Function, "f").size(), 4U);
}

TEST(ModelSetTest, KeepsItsNamesWhenItMoves) {
  ModelSet Set = setOf(Good);
  ModelSet Other = std::move(Set);
  EXPECT_EQ(Other.all().front().Library, "Lib");
  EXPECT_EQ(Other.all().front().Header, "lib.h");
}

TEST(ConditionTest, ComparesValues) {
  Condition C;
  EXPECT_FALSE(C.holdsForValue(0));
  C.Equals = {0, 7};
  EXPECT_TRUE(C.holdsForValue(7));
  EXPECT_FALSE(C.holdsForValue(6));
  C = {};
  C.Below = 2048;
  EXPECT_TRUE(C.holdsForValue(2047));
  EXPECT_FALSE(C.holdsForValue(2048));
  C = {};
  C.AnyBit = 2;
  EXPECT_TRUE(C.holdsForValue(0666));
  EXPECT_FALSE(C.holdsForValue(0644));
  EXPECT_FALSE(C.holdsForText("2"));
  EXPECT_FALSE(C.holdsForName("2"));
}

TEST(ConditionTest, ComparesTextsAndNames) {
  Condition C;
  C.Containing = {"-ECB", "rc4"};
  EXPECT_TRUE(C.holdsForText("aes-128-ecb"));
  EXPECT_TRUE(C.holdsForText("RC4"));
  EXPECT_FALSE(C.holdsForText("aes-128-cbc"));
  EXPECT_FALSE(C.holdsForText(""));
  C = {};
  C.Named = {"SSL_VERIFY_NONE"};
  EXPECT_TRUE(C.holdsForName("SSL_VERIFY_NONE"));
  EXPECT_FALSE(C.holdsForName("ssl_verify_none"));
  EXPECT_FALSE(C.holdsForText("SSL_VERIFY_NONE"));
}

TEST(ConditionTest, KnowsProgramsByNameAndPath) {
  Condition C;
  C.Program = {"sh", "cmd.exe"};
  for (const char *Shell :
       {"sh", "/bin/sh", "./sh", "cmd.exe", "C:\\windows\\cmd.exe",
        "/bin/sh -c ls", "C:\\My Files\\cmd.exe"})
    EXPECT_TRUE(C.holdsForText(Shell)) << Shell;
  for (const char *Other : {"", "/", "ssh", "/bin/sh/x", "ls sh -c", "/sh/"})
    EXPECT_FALSE(C.holdsForText(Other)) << Other;
}

TEST(ConditionTest, KnowsWhatAListTakesAway) {
  Condition C;
  C.Listing = {"RC4", "NULL"};
  for (const char *Weak :
       {"RC4", "rc4-sha", "HIGH:RC4", "HIGH:+RC4", "HIGH,eNULL", "!DES RC4-SHA",
        "NORMAL:-VERS-SSL3.0:+ARC4:NULL"})
    EXPECT_TRUE(C.holdsForText(Weak)) << Weak;
  for (const char *Fine : {"", ":", "HIGH:!RC4", "!aNULL", "HIGH:-RC4,!NULL",
                           "ECDHE-RSA-AES128-GCM-SHA256 !RC4-SHA"})
    EXPECT_FALSE(C.holdsForText(Fine)) << Fine;
}

TEST(BuiltinModelsTest, EveryFileCanBeReadWithTheOthers) {
  ModelSet Set;
  for (const BuiltinModelFile &File : builtinModelFiles()) {
    std::optional<Problem> Wrong = Set.add(File.Text, File.Name);
    EXPECT_FALSE(Wrong) << Wrong->Text;
  }
  ASSERT_EQ(Set.all().size(), ModelSet::builtin().all().size());
}

TEST(BuiltinModelsTest, EveryDeclaredKindIsUsed) {
  std::set<std::string_view> Used;
  for (const ModelRow &Row : ModelSet::builtin().all())
    Used.insert(Row.Kind);
  for (const ModelKind &Kind : allModelKinds())
    EXPECT_TRUE(Used.contains(Kind.Name)) << Kind.Name;
}

TEST(BuiltinModelsTest, AllIsSortedBySubjectAndName) {
  EXPECT_TRUE(std::ranges::is_sorted(
      ModelSet::builtin().all(), {}, [](const ModelRow &Row) {
        return std::make_pair(Row.About, std::string_view(Row.Name));
      }));
}

TEST(BuiltinModelsTest, RowsOfTheSameKindAndNameAgreeOnHavingAText) {
  // A text goes into the message of a rule, so a kind that has texts has
  // them in every row.
  std::map<std::string_view, const ModelRow *> With;
  for (const ModelRow &Row : ModelSet::builtin().all())
    if (!Row.Text.empty())
      With.try_emplace(Row.Kind, &Row);
  for (const ModelRow &Row : ModelSet::builtin().all())
    EXPECT_EQ(Row.Text.empty(), !With.contains(Row.Kind))
        << Row.Name << " is " << Row.Kind;
}

TEST(BuiltinModelsTest, VerificationsSayHowTheySucceed) {
  // MCUboot's results are hardened against glitches and no plain integers.
  for (const ModelRow &Row : ModelSet::builtin().all())
    if (Row.Kind == "signature-verification" && Row.Library != "MCUboot")
      EXPECT_NE(Row.SuccessIs, Success::None) << Row.Name;
}

TEST(BuiltinModelsTest, OnlyProgramsDefineWhatHasParameters) {
  // A row of a function that the program defines says what it is passed.
  for (const ModelRow &Row : ModelSet::builtin().all())
    if (Row.At.Of == Port::Base::Parameter)
      EXPECT_TRUE(Row.Kind.ends_with("-input")) << Row.Name;
}

TEST(BuiltinModelsTest, KnowsWellKnownFunctions) {
  const ModelSet &Models = ModelSet::builtin();
  EXPECT_EQ(Models.rows(Subject::Function, "EVP_des_cbc").size(), 1U);
  EXPECT_EQ(
      Models.rows(Subject::Function, "EVP_DigestVerifyFinal").front().SuccessIs,
      Success::One);
  EXPECT_EQ(
      Models.rows(Subject::Field, "wifi_sta_config_t::password").front().Kind,
      "wifi-passphrase");
  EXPECT_EQ(Models.rows(Subject::Macro, "CONFIG_ESP_TLS_INSECURE").size(), 1U);
}

} // namespace
