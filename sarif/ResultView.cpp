//===- sarif/ResultView.cpp - Any tool's result, leniently ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/ResultView.h"

#include "sarif/ArtifactPath.h"
#include "sarif/Words.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

using namespace firmcop;

namespace {

constexpr std::string_view GuidelineTaxonomy = "CoP-IoT-2018";
constexpr unsigned GuidelineCount = 13;

/// The number behind a prefix, when it is a guideline's.
std::optional<std::uint8_t> guidelineNumber(std::string_view Text,
                                            std::string_view Prefix) {
  if (!Text.starts_with(Prefix))
    return std::nullopt;
  Text.remove_prefix(Prefix.size());
  unsigned Number = 0;
  auto [End, Error] =
      std::from_chars(Text.data(), Text.data() + Text.size(), Number);
  if (Error != std::errc() || End != Text.data() + Text.size() || Number < 1 ||
      Number > GuidelineCount)
    return std::nullopt;
  return std::uint8_t(Number);
}

/// The guideline that a reference to a taxon names.
std::optional<std::uint8_t> guidelineOf(const Json &Reference) {
  if (stringMember(member(Reference, "toolComponent"), "name") !=
      GuidelineTaxonomy)
    return std::nullopt;
  return guidelineNumber(stringMember(Reference, "id"), "CoP-");
}

/// The message template with its '{N}' filled in.
std::string fillIn(std::string_view Template, const Json &Arguments) {
  std::string Text;
  for (std::size_t I = 0; I != Template.size(); ++I) {
    std::size_t Number = 0;
    const char *Digits = Template.data() + I + 1;
    const char *End = Template.data() + Template.size();
    if (Template[I] == '{') {
      auto [After, Error] = std::from_chars(Digits, End, Number);
      const Json &Argument = element(Arguments, Number);
      if (Error == std::errc() && After != End && *After == '}' &&
          Argument.is_string()) {
        Text += Argument.get_ref<const std::string &>();
        I = std::size_t(After - Template.data());
        continue;
      }
    }
    Text += Template[I];
  }
  return Text;
}

} // namespace

ResultContext::ResultContext(const Json &Run) : Run(Run) {
  for (const Json &Rule :
       arrayMember(member(member(Run, "tool"), "driver"), "rules"))
    if (const std::string &Id = stringMember(Rule, "id"); !Id.empty())
      ById.emplace(Id, &Rule);
}

const Json &ResultContext::ruleOf(const Json &Result) const {
  const Json &Tool = member(Run, "tool");
  const Json &Reference = member(Result, "rule");
  const Json &Component = member(Reference, "toolComponent");
  const Json &Extension = element(arrayMember(Tool, "extensions"),
                                  unsignedMember(Component, "index"));
  const Json &Rules = arrayMember(
      Extension.is_null() ? member(Tool, "driver") : Extension, "rules");
  auto Index = unsignedMember(Result, "ruleIndex");
  if (!Index)
    Index = unsignedMember(Reference, "index");
  if (const Json &Rule = element(Rules, Index); Rule.is_object())
    return Rule;
  const std::string &Id = stringMember(Result, "ruleId");
  // An id may have components below the rule's own: "CA1000/1".
  for (std::string_view Rest = Id.empty() ? stringMember(Reference, "id") : Id;
       !Rest.empty();) {
    if (auto Found = ById.find(Rest); Found != ById.end())
      return *Found->second;
    std::size_t Slash = Rest.rfind('/');
    Rest = Slash == Rest.npos ? "" : Rest.substr(0, Slash);
  }
  return noJson();
}

std::string ResultView::ruleId() const {
  for (const std::string *Id : {&stringMember(Result, "ruleId"),
                                &stringMember(member(Result, "rule"), "id"),
                                &stringMember(TheRule, "id")})
    if (!Id->empty())
      return *Id;
  return "";
}

Kind ResultView::kind() const {
  if (auto K = parseWord(stringMember(Result, "kind"), AllKinds))
    return *K;
  // The shape for code scanning has no kinds, but remembers what was one.
  if (auto K = parseWord(stringMember(member(Result, "properties"), "verdict"),
                         AllKinds))
    return *K;
  return Kind::Fail;
}

Level ResultView::level() const {
  if (kind() != Kind::Fail)
    return Level::None;
  if (auto L = parseWord(stringMember(Result, "level"), AllLevels))
    return *L;
  const Json &Default = member(TheRule, "defaultConfiguration");
  return parseWord(stringMember(Default, "level"), AllLevels)
      .value_or(Level::Warning);
}

std::string ResultView::message() const {
  const Json &Message = member(Result, "message");
  if (const std::string &Text = stringMember(Message, "text"); !Text.empty())
    return Text;
  const std::string &Id = stringMember(Message, "id");
  const Json &Driver = member(member(Context.Run, "tool"), "driver");
  for (const Json *Strings : {&member(TheRule, "messageStrings"),
                              &member(Driver, "globalMessageStrings")})
    if (const std::string &Text = stringMember(member(*Strings, Id), "text");
        !Text.empty())
      return fillIn(Text, arrayMember(Message, "arguments"));
  std::string Rule = ruleId();
  return Rule.empty() ? "The log gives no message." : Rule;
}

bool ResultView::isSuppressed() const {
  const Json &Suppressions = arrayMember(Result, "suppressions");
  return !Suppressions.empty() &&
         std::all_of(Suppressions.begin(), Suppressions.end(),
                     [](const Json &S) {
                       const std::string &Status = stringMember(S, "status");
                       return Status.empty() || Status == "accepted";
                     });
}

bool ResultView::isKnown() const {
  const std::string &State = stringMember(Result, "baselineState");
  return !State.empty() && State != "new";
}

std::vector<std::uint8_t> ResultView::guidelines() const {
  std::set<std::uint8_t> Numbers;
  for (const Json &Reference : arrayMember(Result, "taxa"))
    if (auto Number = guidelineOf(Reference))
      Numbers.insert(*Number);
  if (Numbers.empty())
    return guidelinesOfRule(TheRule);
  return {Numbers.begin(), Numbers.end()};
}

const Json &ResultView::physicalLocation() const {
  return member(element(arrayMember(Result, "locations"), 0),
                "physicalLocation");
}

std::string ResultView::uri() const {
  return fullUri(member(physicalLocation(), "artifactLocation"),
                 arrayMember(Context.Run, "artifacts"));
}

const Json &ResultView::region() const {
  return member(physicalLocation(), "region");
}

std::vector<std::uint8_t> firmcop::guidelinesOfRule(const Json &Rule) {
  std::set<std::uint8_t> Numbers;
  for (const Json &Relationship : arrayMember(Rule, "relationships"))
    if (auto Number = guidelineOf(member(Relationship, "target")))
      Numbers.insert(*Number);
  if (Numbers.empty())
    for (const Json &Tag : arrayMember(member(Rule, "properties"), "tags"))
      if (Tag.is_string())
        if (auto Number = guidelineNumber(Tag.get_ref<const std::string &>(),
                                          "cop/guideline-"))
          Numbers.insert(*Number);
  return {Numbers.begin(), Numbers.end()};
}
