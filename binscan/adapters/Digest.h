//===- binscan/adapters/Digest.h - Old digests by OpenSSL -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ADAPTERS_DIGEST_H
#define FIRMCOP_BINSCAN_ADAPTERS_DIGEST_H

#include <string>
#include <string_view>

namespace firmcop::binscan {

// In adapters/OpenSsl.cpp.

/// The raw 16 and 20 bytes; empty where OpenSSL was built without the digest.
std::string md5Of(std::string_view Text);
std::string sha1Of(std::string_view Text);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ADAPTERS_DIGEST_H
