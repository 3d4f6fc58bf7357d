//===- checks/driver/Configuration.h - How the build is set up --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ESP-IDF, Zephyr, U-Boot, the Linux kernel and many others keep the choices
// of a build in a file of Kconfig: lines such as 'CONFIG_SHELL=y', and
// '# CONFIG_SECURE_BOOT is not set' for what is off. The models name the
// options as macros, which is what the program sees of them; here they are
// read where they are chosen.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_CONFIGURATION_H
#define FIRMCOP_CHECKS_DRIVER_CONFIGURATION_H

#include "checks/driver/Project.h"

#include "firmcop/Rule.h"

namespace firmcop {

class LinkedDiagnostics;

/// The rule decides by options of the build alone.
bool isAboutOptionsOnly(const Rule &R);

/// The configuration files that belong to a compile database: beside it, in its
/// folder 'zephyr', and above it. Of a file with all options and the one that
/// it was made from, the first is enough.
std::vector<std::string> findConfigurations(llvm::StringRef Directory);

/// Reports the options that rules object to, where they are chosen. What was
/// reported where the program defines the macro is not told again. Gives the
/// ids of the rules that know an option of the files, whatever it is set to.
std::set<std::string_view> judgeConfigurations(const Project &Whole,
                                               LinkedDiagnostics &To,
                                               FindingLog &Log);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_CONFIGURATION_H
