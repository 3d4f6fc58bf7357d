//===- core/flow/Vocabulary.cpp - Models and rules for the solver ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Vocabulary.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace firmcop;
using namespace firmcop::flow;

namespace {

struct KindEffect {
  std::string_view Kind;
  Effect Does;
};
constexpr KindEffect KindEffects[] = {
    {"searched-for", Effect::SearchedFor},
    {"continued-text", Effect::ContinuedText},
    {"content-append", Effect::ContentAppend},
    {"content-constant", Effect::ContentConstant},
    {"content-copy", Effect::ContentCopy},
    {"decrypted-content", Effect::Decrypted},
    {"formatted-content", Effect::FormattedContent},
    {"scanned-content", Effect::ScannedContent},
    {"same-pointer", Effect::SamePointer},
    {"pointer-into", Effect::PointerInto},
    {"new-copy", Effect::NewCopy},
    {"new-object", Effect::NewObject},
    {"number-of", Effect::NumberOf},
    {"value-of", Effect::ValueOf},
    {"length", Effect::Length},
    {"magnitude", Effect::Magnitude},
    {"at-most", Effect::AtMost},
    {"shorter-than", Effect::ShorterThan},
    {"no-return", Effect::NoReturn},
    {"callback-value", Effect::CallbackValue},
    {"validation", Effect::Validation},
    {"memory-compare", Effect::Compare},
    {"constant-time-compare", Effect::Compare},
    {"sent-data", Effect::Sent},
};

constexpr std::string_view TextSinks[] = {
    "command",        "copy-source",  "environment-setting", "file-path",
    "format",         "library-path", "log-argument",        "program",
    "shell-argument", "sql-query",    "system-setting",
};
constexpr std::string_view AmountSinks[] = {"allocation-size", "copy-length"};

Need need(std::string_view Kind) {
  if (std::ranges::find(TextSinks, Kind) != std::end(TextSinks))
    return Need::Text;
  if (std::ranges::find(AmountSinks, Kind) != std::end(AmountSinks))
    return Need::Amount;
  return Need::Origin;
}

/// What somebody gives who is on the device, or was.
constexpr std::string_view LocalInputs[] = {
    "argument-input",    "configuration-input", "console-input",
    "environment-input", "file-input",
};

bool isInput(std::string_view Kind) { return Kind.ends_with("-input"); }

constexpr std::string_view ReceivedLength = "received-length";

} // namespace

KindMask Vocabulary::bit(std::string_view Kind) {
  auto Found = std::ranges::find(Bits, Kind);
  // More kinds than bits would be a mistake in the catalogue; the last bit is
  // shared then.
  if (Found == Bits.end() && Bits.size() == 64)
    Found = Bits.end() - 1;
  else if (Found == Bits.end())
    Found = Bits.insert(Found, Kind);
  return KindMask(1) << (Found - Bits.begin());
}

Vocabulary::Vocabulary(const ModelSet &Models, bool (*IsOn)(const Rule &))
    : Models(Models) {
  Bits.push_back("constant");
  for (const ModelKind &K : allModelKinds())
    if (isInput(K.Name)) {
      Input |= bit(K.Name);
      if (isRemote(K.Name))
        Remote |= bit(K.Name);
    }
  for (const Rule *R : allRules()) {
    if (!IsOn(*R))
      continue;
    for (const FlowConstraint &F : R->Flows) {
      if (F.To == "installation" || F.To == "factory-reset")
        continue; // no value; see UpdatePaths.h and FactoryReset.h
      KindMask From = 0;
      for (std::string_view Kind : F.From)
        From |= Kind == "input" ? Input : bit(Kind);
      Demands[F.To].push_back({R, From});
      AsksForConstants |= (From & Constant) != 0;
    }
    for (const CallConstraint &C : R->Calls) {
      AsksForConstants = true;
      if (C.Is == Constraint::Constant)
        Demands[C.ModelKind].push_back({R, Constant});
      else if (C.Is == Constraint::Used)
        UseDemands[C.ModelKind].push_back({R, Constant});
    }
  }
  auto Asked = [&](std::string_view Kind) {
    auto Found = std::ranges::find(Bits, Kind);
    return Found == Bits.end() ? 0 : KindMask(1) << (Found - Bits.begin());
  };
  Random = Asked("weak-random");
  Received = Asked(ReceivedLength);
  Remote |= Received;
}

std::span<const RowEffect> Vocabulary::effects(std::string_view ModelName) {
  if (ModelName.empty())
    return {};
  auto [Found, IsNew] = Effects.try_emplace(ModelName);
  if (!IsNew)
    return Found->second;
  std::vector<RowEffect> &List = Found->second;
  for (const ModelRow &Row : Models.rows(Subject::Function, ModelName)) {
    RowEffect E;
    E.Row = &Row;
    auto Known = std::ranges::find(KindEffects, Row.Kind, &KindEffect::Kind);
    auto Bit = std::find(Bits.begin() + 1, Bits.end(), Row.Kind);
    if (Known != std::end(KindEffects)) {
      E.Does = Known->Does;
      List.push_back(E);
    } else if (Bit != Bits.end()) {
      E.Does = Effect::Source;
      E.Kind = KindMask(1) << (Bit - Bits.begin());
      List.push_back(E);
    }
    // Where an amount is used, how it was calculated is judged, too.
    bool IsJudged =
        need(Row.Kind) == Need::Amount &&
        (Demands.contains("narrowing") || Demands.contains("arithmetic"));
    IsJudged |= isCommand(Row.Kind) && Demands.contains("whole-command");
    if (auto Wishes = Demands.find(Row.Kind);
        IsJudged || Wishes != Demands.end()) {
      E.Does = Effect::Sink;
      E.Asks = need(Row.Kind);
      E.Demands = demands(Row.Kind);
      List.push_back(E);
    }
    if (auto Wishes = UseDemands.find(Row.Kind); Wishes != UseDemands.end()) {
      E.Does = Effect::Sink;
      E.Asks = Need::Unused;
      E.Demands = Wishes->second;
      List.push_back(E);
    }
  }
  // What a call is given is judged before what the call does to it, and what
  // limits a result or a text comes after what makes it.
  auto Rank = [](const RowEffect &E) {
    int Stage = 1;
    if (E.Does == Effect::Sink)
      Stage = 0;
    else if (E.Does == Effect::AtMost || E.Does == Effect::ShorterThan ||
             E.Does == Effect::Decrypted)
      Stage = 2;
    return std::pair(Stage, E.Row);
  };
  std::ranges::sort(List, {}, Rank);
  return List;
}

unsigned Vocabulary::isDescribed(std::string_view ModelName) {
  unsigned Least = 0;
  bool IsDescribed = false;
  for (const RowEffect &E : effects(ModelName)) {
    for (const Port *At : {&E.Row->At, &E.Row->From})
      if (At->Of == Port::Base::Argument)
        Least = std::max(Least, At->Index + 1U);
    switch (E.Does) {
    case Effect::ContentCopy:
    case Effect::ContentAppend:
    case Effect::FormattedContent:
    case Effect::ScannedContent:
    case Effect::NewCopy:
    case Effect::NewObject:
    case Effect::NumberOf:
    case Effect::Length:
    case Effect::AtMost:
      IsDescribed = true;
      break;
    default:
      break;
    }
  }
  return IsDescribed ? Least : 0;
}

KindMask Vocabulary::kindsOf(Subject About, std::string_view Name) const {
  KindMask Kinds = 0;
  for (const ModelRow &Row : Models.rows(About, Name))
    if (Row.At.Of == Port::Base::None)
      Kinds |= inputOf(Row);
  return Kinds;
}

bool Vocabulary::isOfKind(std::string_view Function,
                          std::string_view Kind) const {
  return std::ranges::any_of(
      Models.rows(Subject::Function, Function),
      [&](const ModelRow &Row) { return Row.Kind == Kind; });
}

bool Vocabulary::isOfSystem(std::string_view Field) const {
  return std::ranges::any_of(
      Models.rows(Subject::Field, Field),
      [](const ModelRow &Row) { return Row.Kind == "system-number"; });
}

KindMask Vocabulary::inputOf(const ModelRow &Row) const {
  auto Bit = std::find(Bits.begin() + 1, Bits.end(), Row.Kind);
  return Bit != Bits.end() && (isInput(Row.Kind) || Row.Kind == ReceivedLength)
             ? KindMask(1) << (Bit - Bits.begin())
             : 0;
}

std::vector<RowEffect> Vocabulary::handlers(std::string_view Field) const {
  std::vector<RowEffect> Found;
  for (const ModelRow &Row : Models.rows(Subject::Field, Field))
    if (Row.At.Of == Port::Base::Parameter)
      Found.push_back({Effect::Source, Need::Origin, inputOf(Row), &Row, {}});
  return Found;
}

std::span<const RowEffect> Vocabulary::fieldEffects(std::string_view Field) {
  auto [Found, IsNew] = FieldEffects.try_emplace(Field);
  if (!IsNew)
    return Found->second;
  for (const ModelRow &Row : Models.rows(Subject::Field, Field)) {
    RowEffect E;
    E.Row = &Row;
    if (auto Wishes = Demands.find(Row.Kind);
        Wishes != Demands.end() && Row.When.empty()) {
      E.Demands = Wishes->second;
      Found->second.push_back(E);
    }
    // What the field is set to is wrong by itself.
    if (auto Wishes = UseDemands.find(Row.Kind);
        Wishes != UseDemands.end() && !Row.When.empty()) {
      E.Asks = Need::Unused;
      E.Demands = Wishes->second;
      Found->second.push_back(E);
    }
  }
  return Found->second;
}

std::span<const Demand> Vocabulary::demands(std::string_view Kind) const {
  auto Found = Demands.find(Kind);
  return Found == Demands.end() ? std::span<const Demand>() : Found->second;
}

std::string_view Vocabulary::meaning(KindMask Kinds) const {
  for (std::size_t I = 0; I < Bits.size(); ++I) {
    if (!(Kinds >> I & 1))
      continue;
    std::string_view Meaning = meaningOf(Bits[I]);
    return Meaning.empty() ? "fixed in the program" : Meaning;
  }
  return "";
}

bool Vocabulary::isRemote(std::string_view Kind) {
  return isInput(Kind) &&
         std::ranges::find(LocalInputs, Kind) == std::end(LocalInputs);
}

std::string_view Vocabulary::meaningOf(std::string_view Kind) {
  auto Found = std::ranges::find(allModelKinds(), Kind, &ModelKind::Name);
  return Found == allModelKinds().end() ? "" : Found->Meaning;
}
