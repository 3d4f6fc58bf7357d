//===- checks/CleartextUrls.h - Addresses without encryption ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most texts that begin with "http://" are never fetched: namespaces, links in
// a help page, comments in a certificate. An address matters when it reaches a
// function or field that connects to it, or when its name says that updates
// come from there.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_CLEARTEXTURLS_H
#define FIRMCOP_CHECKS_CLEARTEXTURLS_H

#include "checks/Facts.h"

#include <string>

namespace firmcop {

/// A constant address of another host with a scheme that does not encrypt.
struct CleartextUrl {
  std::string Scheme; ///< "http"
  std::string Host;   ///< "fw.example"
  std::string Text;   ///< as messages show it: without user name and password
  /// Updates come from there.
  bool IsUpdate = false;
  /// It reaches something that connects to it.
  bool IsFetched = false;
  /// The literal it is written in, in a macro's definition if it is in one.
  clang::SourceRange Where;
  /// Where it is used: the call or the field.
  clang::SourceLocation UsedAt;
};

/// The addresses of a file, one for each literal, in source order.
std::vector<CleartextUrl> cleartextUrls(const TranslationUnitFacts &TU);

/// The text is an address of this device, or of one that cannot be far.
bool isLocalAddress(llvm::StringRef HostOrUrl);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_CLEARTEXTURLS_H
