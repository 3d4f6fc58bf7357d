//===- checks/driver/Project.h - All files of a project ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_PROJECT_H
#define FIRMCOP_CHECKS_DRIVER_PROJECT_H

#include "checks/UnitRecord.h"
#include "checks/driver/Options.h"

namespace firmcop {

/// What the files of a project gave, one by one.
struct Project {
  std::vector<std::string> Files; ///< main files, absolute
  /// In the order of the files; those without a result are left out. With
  /// --capture-to they lie in files, and there are none here.
  std::vector<UnitRecord> Records;
  std::vector<Problem> Problems;
  /// Files of the build's configuration (Kconfig), absolute.
  std::vector<std::string> Configurations;
};

/// Finds the files and commands that the options name, and analyses each file
/// or takes its result from where it lies already. The result does not depend
/// on the number of jobs, nor on what was in the cache.
Project analyseFiles(const char *Program, const DriverOptions &Options);

/// Where Clang's own headers, such as stddef.h, are; empty when they are not
/// there. Clang would look for them beside this program.
std::string resourceDirectory();

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_PROJECT_H
