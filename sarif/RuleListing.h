//===- sarif/RuleListing.h - Rules for readers ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_RULELISTING_H
#define FIRMCOP_SARIF_RULELISTING_H

#include "firmcop/Rule.h"

#include <iosfwd>

namespace firmcop {

/// Lists the rules that a front end decides, one aligned line each. The front
/// end is the member that says how: \c &Rule::Source or \c &Rule::Image.
void listRules(std::ostream &Out, Method Rule::*FrontEnd);

/// The same as a JSON array with one object per rule.
void listRulesAsJson(std::ostream &Out, Method Rule::*FrontEnd);

/// A rule's metadata and page.
void explainRule(std::ostream &Out, const Rule &R);

} // namespace firmcop

#endif // FIRMCOP_SARIF_RULELISTING_H
