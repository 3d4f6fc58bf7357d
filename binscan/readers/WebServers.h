//===- binscan/readers/WebServers.h - Web servers without TLS ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_WEBSERVERS_H
#define FIRMCOP_BINSCAN_READERS_WEBSERVERS_H

#include "binscan/readers/BootGraph.h"

#include <vector>

namespace firmcop::binscan {

/// The commands that start a web server which speaks to others and cannot do so
/// by TLS: because it knows none, or by its arguments and its configuration.
/// Servers of unknown names are not among them, nor are any where something
/// that ends TLS in front of them is started.
std::vector<const StartedCommand *> plainWebServers(const FileSystem &F,
                                                    const BootGraph &Boot);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_WEBSERVERS_H
