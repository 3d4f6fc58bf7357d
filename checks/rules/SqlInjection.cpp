//===- checks/rules/SqlInjection.cpp - firmcop-sql-injection --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Modelled.h"
#include "checks/RuleCheck.h"
#include "checks/Strings.h"
#include "firmcop/Rules.h"

namespace firmcop {

namespace {

class SqlInjection : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

  void analyse(const TranslationUnitFacts &TU) override {
    for (const Call &C : TU.calls())
      if (const ModelRow *Row = rowOfKind(C, "sql-query", TU))
        for (const Ingredient &I :
             ingredientsOf(C.argument(Row->At.Index), C, TU))
          if (I.IsPart) {
            FindingDetails Details;
            if (I.Origin.isValid())
              Details.Flow.push_back(
                  {I.Origin, "'" + I.Name + "' is " + std::string(I.Meaning)});
            Details.Flow.push_back(
                {I.Insertion,
                 "'" + I.Name + "' becomes a part of the statement here"});
            report(C.Site->getSourceRange(), {C.Name.str(), I.Name},
                   std::move(Details));
            break;
          }
  }
};

RuleRegistration<SqlInjection> X(rules::SqlInjection);

} // namespace

} // namespace firmcop
