//===- binscan/adapters/Sandbox.h - Giving up what is not needed -*- C++ -*-==//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ADAPTERS_SANDBOX_H
#define FIRMCOP_BINSCAN_ADAPTERS_SANDBOX_H

#include <cstdint>
#include <string>

namespace firmcop::binscan {

/// Takes from this process, for good, what reading bytes in memory does not
/// need: it can no longer open or make files, start programs, use the network,
/// make memory executable, or have more than \p Memory bytes of it. It can
/// compute, start threads, and write to what is open. Gives the reason when the
/// system does not allow this; empty when all is well. adapters/Seccomp.cpp.
std::string enterSandbox(std::uint64_t Memory);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ADAPTERS_SANDBOX_H
