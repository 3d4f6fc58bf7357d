//===- binscan/readers/MachineCode.h - Code without a header ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Boot loaders and programs of small processors lie in a flash as they are run,
// with nothing in front that says so. But compilers end functions in few ways
// and begin the next one right behind, also in few ways; other bytes have that
// pair by accident only.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_MACHINECODE_H
#define FIRMCOP_BINSCAN_READERS_MACHINECODE_H

#include "binscan/Bytes.h"

#include <string_view>

namespace firmcop::binscan {

/// The processor that \p B is a program for, in one word ("arm", "mipsel"), as
/// far as its bytes tell: a program has at least eight functions, and one of
/// them every four kilobytes. Empty when it is none, or too small to tell. What
/// lies between the functions may be data.
std::string_view machineCodeIn(Bytes B);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_MACHINECODE_H
