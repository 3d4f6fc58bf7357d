//===- binscan/readers/PeFile.h - Where PE files end ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_PEFILE_H
#define FIRMCOP_BINSCAN_READERS_PEFILE_H

#include "binscan/Bytes.h"

#include <cstdint>
#include <optional>

namespace firmcop::binscan {

/// Where the program of Windows or EFI ends that starts at \p B: behind the
/// last of its sections. Nothing when it is none, or goes beyond the end
/// (Microsoft, PE Format).
std::optional<std::uint64_t> peFileSize(Bytes B);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_PEFILE_H
