//===- sarif/Uri.h - Paths as relative URIs ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_URI_H
#define FIRMCOP_SARIF_URI_H

#include <string>
#include <string_view>

namespace firmcop {

/// A path as a URI by RFC 3986: percent-encoded; relative, without "." and
/// "..", and without anything that reads as a scheme; or, for an absolute path,
/// "file:///...". Empty for a path that names nothing.
std::string uriFromPath(std::string_view Path);

/// The reverse; a scheme other than "file" stays as it is.
std::string pathFromUri(std::string_view Uri);

} // namespace firmcop

#endif // FIRMCOP_SARIF_URI_H
