//===- firmcop/DataEndpoints.h - Who collects data --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_DATAENDPOINTS_H
#define FIRMCOP_DATAENDPOINTS_H

#include <cstddef>
#include <span>
#include <string_view>

namespace firmcop {

/// A domain of a service that collects data, and who it belongs to.
struct DataEndpoint {
  std::string_view Domain, Owner;
};

/// All that are known, sorted by domain.
std::span<const DataEndpoint> dataEndpoints();

/// A list of more than so many services is there to block them.
inline constexpr std::size_t MaxEndpointsInUse = 6;

/// Whether the \p Length characters at \p At of a text are a host, as a whole
/// or below a subdomain, and not a part of another name or of an address for
/// mail.
bool isHostAt(std::string_view Text, std::size_t At, std::size_t Length);

} // namespace firmcop

#endif // FIRMCOP_DATAENDPOINTS_H
