//===- checks/ResetNames.h - Names that speak of a reset --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A factory reset is a function like any other, told by its name. A plain
// 'reset' is one of a counter, a chip or a connection.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_RESETNAMES_H
#define FIRMCOP_CHECKS_RESETNAMES_H

#include "checks/Clang.h"

namespace firmcop {

/// The identifier says that a device goes back to how it was delivered:
/// 'factory_reset', 'restoreDefaults', 'erase_user_data'.
bool isAboutFactoryReset(llvm::StringRef Identifier);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_RESETNAMES_H
