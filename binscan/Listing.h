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

namespace firmcop::binscan {

/// Prints the tree, one node a line: offset in its parent, size, kind, the
/// start of its SHA-256, and its name, indented by its depth.
void printTree(std::ostream &Out, const Image &Tree);

/// Prints every node of some images with all that is known of it, as JSON.
void printTreesAsJson(std::ostream &Out, std::span<const Unpacked> Images);

/// Prints the rules for images, one a line.
void printRules(std::ostream &Out);

/// Prints the rules for images as JSON.
void printRulesAsJson(std::ostream &Out);

/// Prints how much of an image is understood, as one line.
void printCoverage(std::ostream &Out, const Unpacked &Image);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_LISTING_H
