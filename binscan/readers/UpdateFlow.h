//===- binscan/readers/UpdateFlow.h - How a script updates ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An update script has three steps: something arrives (a download, a memory
// stick, an argument), it is verified, and it is put in place (written to
// flash, installed, unpacked over the system, run). The question is whether
// every path from the first to the last goes through the second *and out of it
// by its success*. "verify; flash" and "verify || true; flash" do not;
// "verify && flash", "verify || exit 1; flash", "if verify; then flash; fi",
// "set -e; verify; flash" and a test of $? do.
//
// The walk below follows both outcomes of each command through the tree of the
// script. What it carries is small: what has arrived under which name, how well
// it has been verified, and whether this point can be reached at all.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_UPDATEFLOW_H
#define FIRMCOP_BINSCAN_READERS_UPDATEFLOW_H

#include "binscan/readers/Shell.h"

#include <cstdint>
#include <string>
#include <vector>

namespace firmcop::binscan {

/// What has been made sure of before something is put in place.
enum class Assurance : std::uint8_t {
  None,
  Checksum,  ///< a hash that came along: finds accidents, no attackers
  Signature, ///< a public key of the device's own was used
};

/// An update that is put in place without a signature having been verified.
struct UnverifiedUpdate {
  std::uint32_t SourceLine = 1;
  std::string Source; ///< "wget", "curl", "the USB drive '/mnt/usb'"
  std::uint32_t SinkLine = 1;
  std::string Sink; ///< "flashcp", "sh", "tar"
  Assurance Had = Assurance::None;
  /// A verification is there, but its outcome does not decide.
  bool IgnoresVerification = false;
  /// It is not put in place but runs: as a program, a module of the kernel or a
  /// library that is loaded first.
  bool RunsCode = false;
};

struct UpdateFlow {
  /// Places where something that arrived is put in place.
  std::size_t Installs = 0;
  std::vector<UnverifiedUpdate> Unverified;
};

/// Follows a script from its start, and each function that nothing calls.
UpdateFlow followUpdates(const shell::Node &Script);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_UPDATEFLOW_H
