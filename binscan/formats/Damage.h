//===- binscan/formats/Damage.h - What vendors' images lack -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_FORMATS_DAMAGE_H
#define FIRMCOP_BINSCAN_FORMATS_DAMAGE_H

#include "binscan/Format.h"

namespace firmcop::binscan {

/// An image of \p Length bytes of which the last ones are missing. It is sure
/// where its header has a checksum.
inline Match cutOff(const Candidate &C, std::uint64_t Length,
                    Confidence Sure = Confidence::Low) {
  Match M = C.match(C.here().size(), Sure);
  M.Damage = "ends early: it has " + std::to_string(C.here().size()) +
             " of its " + std::to_string(Length) +
             " bytes; the file may be incomplete";
  return M;
}

/// An image of \p Length bytes whose data may not fit its checksum.
inline Match checked(const Candidate &C, std::uint64_t Length, bool Fits) {
  Match M = C.match(Length);
  if (!Fits)
    M.Damage = "has data that does not match its checksum; the file may be "
               "damaged";
  return M;
}

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_FORMATS_DAMAGE_H
