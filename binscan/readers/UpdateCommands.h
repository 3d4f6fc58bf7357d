//===- binscan/readers/UpdateCommands.h - What commands mean ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_UPDATECOMMANDS_H
#define FIRMCOP_BINSCAN_READERS_UPDATECOMMANDS_H

#include <optional>
#include <string>
#include <vector>

namespace firmcop::binscan {

/// What a command line does in an update; by its expanded words.
enum class UpdateRole {
  None,
  Fetch,    ///< brings something from elsewhere
  Checksum, ///< compares with a hash
  Verify,   ///< verifies a signature
  Install,  ///< puts something in place
};

UpdateRole roleOf(const std::vector<std::string> &Words);

/// Where a fetching command puts what it brings: the value of -O or -o, or the
/// last part of its address; empty for standard output.
std::string fetchedTo(const std::vector<std::string> &Words);

/// The words of an installing command that name what is put in place; empty
/// when it reads standard input.
std::vector<std::string> installedFrom(const std::vector<std::string> &Words);

/// Whether a path is on a removable medium: /mnt/usb, /media/..., /mnt/sd....
bool isRemovable(const std::string &Path);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_UPDATECOMMANDS_H
