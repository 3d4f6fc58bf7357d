//===- binscan/readers/SwDescription.h - SWUpdate packages ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An update of SWUpdate (.swu) is a cpio archive. Its first entry,
// "sw-description", says what to install; when it is signed, the second one is
// "sw-description.sig". The description is in libconfig's language or in JSON,
// which agree in what matters here: names and values between braces, with
// "filename" and "sha256" in each group that is about an entry of the archive
// (SWUpdate, "sw-description: syntax" and "Update images from verified
// source").
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_READERS_SWDESCRIPTION_H
#define FIRMCOP_BINSCAN_READERS_SWDESCRIPTION_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// A group of a description that names a file of the archive.
struct SwArtifact {
  std::string File;
  std::string Sha256; ///< hex as written; empty when there is none
  bool IsEncrypted = false;
  std::uint32_t Line = 1;
};

/// The artifacts in order. A text that is no description has none.
std::vector<SwArtifact> readSwDescription(std::string_view Text);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_READERS_SWDESCRIPTION_H
