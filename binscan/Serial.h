//===- binscan/Serial.h - A run as bytes, from process to process *- C++ -*-==//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a worker found goes to the process that started it as bytes. The worker
// has read hostile input, so these bytes are not trusted either: whatever they
// are, reading them gives a run or nothing.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_SERIAL_H
#define FIRMCOP_BINSCAN_SERIAL_H

#include "firmcop/Run.h"

#include <optional>
#include <string>
#include <string_view>

namespace firmcop::binscan {

/// What one image gave: its findings, and what is to be printed about it.
struct ImageResult {
  Run Found; ///< artifacts, findings and problems only
  std::string Output;
  std::string Components; ///< as Sbom::partOf gives them; empty: none
};

/// A file of an image as it is to be written to the host.
struct ExtractedFile {
  /// From the folder of the extraction: the names of folders and of the file.
  std::vector<std::string> Place;
  std::string PathInImage; ///< as in Location::Path
  std::string Kind;        ///< "file", "directory", "symlink", "fifo", ...
  std::string Mode;        ///< octal; empty when the image has none
  std::string Target;      ///< of a symbolic link: raw bytes
  std::string Sha256;
  /// Folders of Place that the root of the link's own file system is in.
  std::uint64_t RootDepth = 0;
  std::string Content;
};

std::string toBytes(const ImageResult &R);
std::string toBytes(const ExtractedFile &F);

/// Nothing when the bytes are not what the functions above write.
std::optional<ImageResult> readImageResult(std::string_view Bytes);
std::optional<ExtractedFile> readExtractedFile(std::string_view Bytes);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_SERIAL_H
