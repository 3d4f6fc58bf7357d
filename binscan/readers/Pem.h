//===- binscan/readers/Pem.h - DER in text ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_PEM_H
#define FIRMCOP_BINSCAN_READERS_PEM_H

#include <cstdint>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// The contents of "-----BEGIN LABEL-----" blocks (RFC 7468) in order; at most
/// \p Limit, and none of more than a megabyte. What is no base64 is left out.
std::vector<std::vector<std::uint8_t>>
pemBlocks(std::string_view Text, std::string_view Label, std::size_t Limit);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_PEM_H
