//===- sarif/RuleListing.cpp - Rules for readers ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/RuleListing.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <string>

namespace firmcop {

static std::string guidelines(const Rule &R) {
  std::string Text;
  for (std::uint8_t Number : R.Guidelines)
    Text += (Text.empty() ? "" : ",") + std::to_string(Number);
  return Text;
}

static std::string severity(const Rule &R) {
  return std::to_string(R.SeverityTenths / 10) + "." +
         std::to_string(R.SeverityTenths % 10);
}

void listRules(std::ostream &Out, Method Rule::*FrontEnd) {
  std::size_t Width = 0;
  for (const Rule *R : allRules())
    if (R->*FrontEnd != Method::None)
      Width = std::max(Width, R->Id.size());
  for (const Rule *R : allRules()) {
    if (R->*FrontEnd == Method::None)
      continue;
    Out << std::left << std::setw(static_cast<int>(Width)) << R->Id << "  "
        << std::setw(7) << toString(R->DefaultLevel) << "  " << std::setw(6)
        << guidelines(*R) << "  " << R->Title << '\n';
  }
}

void listRulesAsJson(std::ostream &Out, Method Rule::*FrontEnd) {
  using Json = nlohmann::ordered_json;
  Json List = Json::array();
  for (const Rule *R : allRules()) {
    if (R->*FrontEnd == Method::None)
      continue;
    Json Entry;
    Entry["id"] = R->Id;
    Entry["title"] = R->Title;
    Entry["level"] = toString(R->DefaultLevel);
    Entry["precision"] = toString(R->Confidence);
    if (R->SeverityTenths != 0)
      Entry["security-severity"] = severity(*R);
    Entry["guidelines"] =
        std::vector<int>(R->Guidelines.begin(), R->Guidelines.end());
    Entry["cwe"] = std::vector<int>(R->Cwes.begin(), R->Cwes.end());
    Entry["etsi"] = std::vector<std::string>(R->EtsiProvisions.begin(),
                                             R->EtsiProvisions.end());
    Entry["description"] = R->Description;
    List.push_back(std::move(Entry));
  }
  Out << List.dump(2) << '\n';
}

void explainRule(std::ostream &Out, const Rule &R) {
  Out << R.Id << ": " << R.Title << "\n\n"
      << "Level: " << toString(R.DefaultLevel)
      << ", precision: " << toString(R.Confidence);
  if (R.SeverityTenths != 0)
    Out << ", security severity: " << severity(R);
  Out << "\nGuidelines of the Code of Practice: " << guidelines(R) << '\n';
  for (std::size_t I = 0; I < R.Cwes.size(); ++I)
    Out << (I == 0 ? "CWE: " : ", ") << R.Cwes[I]
        << (I + 1 == R.Cwes.size() ? "\n" : "");
  for (std::size_t I = 0; I < R.EtsiProvisions.size(); ++I)
    Out << (I == 0 ? "ETSI EN 303 645: " : ", ") << R.EtsiProvisions[I]
        << (I + 1 == R.EtsiProvisions.size() ? "\n" : "");
  Out << '\n' << R.Page;
  if (!R.Page.empty() && R.Page.back() != '\n')
    Out << '\n';
}

} // namespace firmcop
