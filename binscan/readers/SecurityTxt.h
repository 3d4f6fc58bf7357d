//===- binscan/readers/SecurityTxt.h - RFC 9116 -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// security.txt tells people who find a vulnerability whom to tell. It is a list
// of "Name: value" lines (RFC 9116, section 2.5), of which Contact must be
// there and Expires must be there once; names ignore case, '#' starts a
// comment, and the whole may stand inside an OpenPGP clear-text signature.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_SECURITYTXT_H
#define FIRMCOP_BINSCAN_READERS_SECURITYTXT_H

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// Something in the file that breaks RFC 9116.
struct SecurityTxtDefect {
  std::uint32_t Line = 1;
  std::string Text; ///< "the field 'Contact' is missing"
};

struct SecurityTxt {
  bool HasContact = false;
  std::string_view Contact; ///< the first one's value
  std::optional<std::chrono::sys_days> Expires;
  std::string_view ExpiresText;
  std::uint32_t ExpiresLine = 1;
  std::vector<SecurityTxtDefect> Defects;
};

SecurityTxt readSecurityTxt(std::string_view Text);

/// The day of an RFC 3339 time: "2027-01-31T18:00:00Z". Nothing if it is none.
std::optional<std::chrono::sys_days> readRfc3339(std::string_view Text);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_SECURITYTXT_H
