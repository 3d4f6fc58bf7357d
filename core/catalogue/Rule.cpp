//===- core/catalogue/Rule.cpp - Lookup, names, messages --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "firmcop/Rule.h"

#include "firmcop/Finding.h"
#include "firmcop/Problem.h"

#include <algorithm>

using namespace firmcop;

const Rule *firmcop::findRule(std::string_view Id) {
  const auto Rules = allRules();
  const auto It = std::ranges::lower_bound(Rules, Id, {}, &Rule::Id);
  return It != Rules.end() && (*It)->Id == Id ? *It : nullptr;
}

std::span<const std::string_view> firmcop::operationKinds() {
  static constexpr std::string_view Kinds[] = {
      "address",       "arithmetic", "comparison", "divisor",
      "factory-reset", "fill",       "index",      "installation",
      "loop-bound",    "narrowing",  "unlock",     "whole-command"};
  return Kinds;
}

std::span<const std::string_view> firmcop::pathKinds() {
  static constexpr std::string_view Kinds[] = {
      "checksum-only",    "dropped-checksum",    "failed-verification",
      "other-data",       "overwritten-program", "unheeded-verification",
      "unverified-image", "unversioned-image"};
  return Kinds;
}

std::string_view firmcop::toString(Level L) {
  switch (L) {
  case Level::None:
    return "none";
  case Level::Note:
    return "note";
  case Level::Warning:
    return "warning";
  case Level::Error:
    return "error";
  }
  return {};
}

std::string_view firmcop::toString(Kind K) {
  switch (K) {
  case Kind::Fail:
    return "fail";
  case Kind::Review:
    return "review";
  case Kind::Open:
    return "open";
  case Kind::Pass:
    return "pass";
  case Kind::NotApplicable:
    return "notApplicable";
  case Kind::Informational:
    return "informational";
  }
  return {};
}

std::string_view firmcop::toString(Precision P) {
  switch (P) {
  case Precision::Low:
    return "low";
  case Precision::Medium:
    return "medium";
  case Precision::High:
    return "high";
  case Precision::VeryHigh:
    return "very-high";
  }
  return {};
}

std::string_view firmcop::toString(Stage S) {
  switch (S) {
  case Stage::Input:
    return "input";
  case Stage::Configuration:
    return "configuration";
  case Stage::Parse:
    return "parse";
  case Stage::Unpack:
    return "unpack";
  case Stage::Limit:
    return "limit";
  case Stage::Analysis:
    return "analysis";
  }
  return {};
}

std::string_view firmcop::messageTemplate(const Rule &R, Kind K) {
  switch (K) {
  case Kind::Pass:
    return R.PassMessage;
  case Kind::NotApplicable:
    return R.NotApplicableMessage;
  case Kind::Open:
    return R.OpenMessage;
  case Kind::Fail:
  case Kind::Review:
  case Kind::Informational:
    return R.Message;
  }
  return {};
}

std::string firmcop::message(const Finding &F) {
  // The text is written once from left to right, so that an argument with
  // braces of its own is not read as a template.
  std::string_view Rest = messageTemplate(F.Of, F.Kind);
  std::string Text;
  while (!Rest.empty()) {
    const std::size_t Index =
        Rest.size() >= 3 && Rest[0] == '{' && Rest[2] == '}'
            ? static_cast<std::size_t>(Rest[1] - '0')
            : F.Arguments.size();
    if (Index < F.Arguments.size()) {
      Text += F.Arguments[Index];
      Rest.remove_prefix(3);
    } else {
      Text += Rest.front();
      Rest.remove_prefix(1);
    }
  }
  return Text;
}

std::string firmcop::masked(std::string_view Secret) {
  std::string Length = std::to_string(Secret.size()) + " characters";
  if (Secret.size() < 4)
    return Length;
  return std::string(Secret.substr(0, 2)) + "... (" + Length + ")";
}
