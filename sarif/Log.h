//===- sarif/Log.h - Runs put together as a log -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_LOG_H
#define FIRMCOP_SARIF_LOG_H

#include "sarif/Json.h"

namespace firmcop {

/// A run's tool.driver.name and automationDetails.id; empty when absent.
const std::string &toolName(const Json &Run);
const std::string &category(const Json &Run);

/// Parses a log and checks that it is one: its version is 2.1.0 and its runs
/// are an array of objects.
Result<Json> parseLog(const SarifText &Log);

/// A log of these runs. Code scanning refuses runs of one tool and category in
/// one log, so that the second and later ones get "2/", "3/" ... at the end of
/// their category.
Json makeLog(Json Runs);

} // namespace firmcop

#endif // FIRMCOP_SARIF_LOG_H
