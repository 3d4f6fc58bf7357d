//===- checks/driver/DumpFlow.h - Files as the flow core reads them -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_DUMPFLOW_H
#define FIRMCOP_CHECKS_DRIVER_DUMPFLOW_H

#include "checks/driver/Options.h"

namespace firmcop {

/// Prints each file as a unit in the text form of core/flow/Text.h, for whoever
/// wants to know why a finding is there or is not. Compiler flags are those
/// after "--", or of the compile database. Returns the exit code.
int dumpFlow(const DriverOptions &Options);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_DUMPFLOW_H
