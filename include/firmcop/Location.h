//===- firmcop/Location.h - Where something is ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_LOCATION_H
#define FIRMCOP_LOCATION_H

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace firmcop {

/// A range of text. Lines and columns count from 1; columns are UTF-16 code
/// units, as SARIF viewers expect. The end column is exclusive.
struct TextRegion {
  std::uint32_t StartLine = 1;
  std::uint32_t StartColumn = 1;
  std::uint32_t EndLine = 1;
  std::uint32_t EndColumn = 1;
  /// The text itself, secrets masked; may be empty.
  std::string Snippet;
};

/// A range of bytes of a binary artifact, relative to the innermost artifact.
struct ByteRegion {
  std::uint64_t Offset = 0;
  std::uint64_t Length = 0;
};

/// A place in a program's address space.
struct Address {
  std::uint64_t Absolute = 0; ///< virtual address
  std::string Section;        ///< such as ".text"; may be empty
  std::string Function;       ///< symbol name; may be empty
};

/// Where a finding is.
struct Location {
  /// Relative path with forward slashes: of a source file below the root, or
  /// "image/inner/path" for a file inside an image. Never absolute when the
  /// file lies below the root; never with "..".
  std::string Path;
  /// Index into Run::Artifacts, for what was found inside an image.
  std::optional<std::uint32_t> Artifact;
  std::variant<std::monostate, TextRegion, ByteRegion> Region;
  std::optional<Address> Code;
  /// Enclosing function for source, "fw.bin!/etc/shadow" for image files.
  std::string LogicalName;
  /// GitHub's rolling hash of the region's first line ("hash:count"); empty
  /// where the artifact is not text. See sarif/LineHash.h.
  std::string LineHash;
};

} // namespace firmcop

#endif // FIRMCOP_LOCATION_H
