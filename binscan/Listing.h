//===- binscan/Listing.h - Lists of what there is ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_LISTING_H
#define FIRMCOP_BINSCAN_LISTING_H

#include "binscan/Unpack.h"

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace firmcop::binscan {

/// Prints the tree, one node a line: offset in its parent, size, kind, the
/// start of its SHA-256, and its name, indented by its depth.
void printTree(std::ostream &Out, const Image &Tree);

/// Every node of an image with all that is known of it, as a JSON object.
std::string treeAsJson(const Unpacked &Image);

/// Puts JSON objects of images into one array.
void printJsonArray(std::ostream &Out, std::span<const std::string> Objects);

struct ManifestEntry;

/// Prints what was extracted, as JSON.
void printManifest(std::ostream &Out, std::span<const ManifestEntry> Entries);

/// "file", "directory", "symlink", ...
std::string_view nameOf(FileType T);

/// Prints the rules for images, one a line.
void printRules(std::ostream &Out);

/// Prints the rules for images as JSON.
void printRulesAsJson(std::ostream &Out);

/// Prints how much of an image is understood, as one line.
void printCoverage(std::ostream &Out, const Unpacked &Image);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_LISTING_H
