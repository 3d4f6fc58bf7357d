//===- binscan/readers/UbootEnvironment.h - Boot variables ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// U-Boot keeps its settings as "name=value" strings. "bootcmd" is what it runs
// by itself, in a small language of commands between ';' and "&&" in which "run
// a b" runs the variables a and b; "bootdelay" is how long it waits for a key
// before it does so; "bootargs" is what the kernel is told.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_UBOOTENVIRONMENT_H
#define FIRMCOP_BINSCAN_READERS_UBOOTENVIRONMENT_H

#include "binscan/Tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

struct BootVariable {
  std::string_view Name;
  std::string_view Value;
  Location Where;
};

struct UbootEnvironment {
  const Node *Of = nullptr;
  bool IsBuiltIn = false; ///< it is a part of the boot loader
  std::vector<BootVariable> Variables;

  const BootVariable *find(std::string_view Name) const;

  /// The commands that "bootcmd" leads to through "run", in order: words
  /// without quotes, the first of each a command's name. A variable that holds
  /// a list of names ("boot_targets") is not followed.
  std::vector<std::vector<std::string_view>> bootCommands() const;
};

/// The environments of an image: areas with a checksum, of two copies the one
/// that U-Boot takes, and text files that are named like one (uEnv.txt,
/// u-boot.env, uboot.env).
std::vector<UbootEnvironment> ubootEnvironments(const Image &I);

/// The environments that are compiled into U-Boot programs which wait for a
/// key: what applies where none is stored.
std::vector<UbootEnvironment> builtInEnvironments(const Image &I);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_UBOOTENVIRONMENT_H
