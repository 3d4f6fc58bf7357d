//===- binscan/readers/ChipProtection.h - Who may read a chip ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A microcontroller decides by a few bytes of its flash whether a debugger may
// read it. What is programmed in production may hold them, at addresses far
// from the program:
//
//   STM32      option bytes; RDP 0xAA is level 0, 0xCC level 2, else level 1
//              (F1: 0xA5 is unprotected): 0x1FFFF800 (F0, F1, F3), 0x1FFFC000
//              (F2, F4) and 0x1FFF0000 (F7), there the second byte, 0x1FFF7800
//              (L4, G0, G4, WB) and 0x1FF80000 (L0, L1)
//   nRF52      UICR.APPROTECT at 0x10001208: 0x00 protects; 0x5A leaves the
//   port
//              open, and so does an erased word on chips of the first years
//   nRF53, 91  UICR.APPROTECT at 0x00FF8000: 0x50FA50FA leaves it open
//   Kinetis    the flash configuration field at 0x400; FSEC at 0x40C, with
//              unsecured as 10 in its lowest bits
//
// (The chips' reference manuals: RM0008, RM0090, RM0351; nRF52840 Product
// Specification, UICR; K64 Sub-Family Reference Manual, 29.3.) Where these
// bytes are not in what is programmed, the image does not tell.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_CHIPPROTECTION_H
#define FIRMCOP_BINSCAN_READERS_CHIPPROTECTION_H

#include "binscan/Bytes.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace firmcop::binscan {

/// Bytes that decide about a debug port.
struct ChipProtection {
  std::uint64_t Address = 0;
  bool IsOpen = false;
  std::string What; ///< "readout protection of an STM32 at level 0"
};

/// Gives the bytes at an address, or nothing.
using ReadAddress =
    std::function<std::optional<Bytes>(std::uint64_t, std::uint64_t)>;

/// Every decision that the addressed bytes hold, in the order above.
std::vector<ChipProtection> readChipProtection(const ReadAddress &At);

/// Whether a program for a Cortex-M starts here: a stack pointer into RAM and
/// handlers that lie close to each other (Armv7-M Architecture Reference
/// Manual, B1.5.3).
bool startsWithVectorTable(Bytes Program);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_CHIPPROTECTION_H
