//===- core/flow/Image.h - What crosses a call ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function is solved once for all calls that look alike to it. So what goes
// into a call, and what comes back, is written down without reference to the
// frame of either side: the arguments, and the part of memory that can be
// reached from them, with the objects numbered in the order in which they are
// met. Two calls with equal images share one solution.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_IMAGE_H
#define FIRMCOP_CORE_FLOW_IMAGE_H

#include "core/flow/State.h"
#include "core/flow/Trace.h"
#include "core/flow/Vocabulary.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace firmcop::flow {

/// Where something in an image is known from on the other side.
constexpr std::uint32_t NoInput = ~0U;

/// A value without its frame.
struct ImageItem {
  Value Of;                   ///< Targets, Def and what belongs to them unused
  std::vector<Place> Targets; ///< objects numbered by the image, or shared
  /// Of what comes back: the item of the input image that this value is.
  std::uint32_t Input = NoInput;
};

struct ImageObject {
  std::uint64_t Size = 0;
  std::uint32_t ElementSize = 0;
  bool IsUnique = true;
  /// Of what comes back: the object of the input image that this is, or what
  /// the value of that input item points to.
  std::uint32_t InputObject = NoInput;
  std::uint32_t PointeeOfInput = NoInput;
  /// The item, of what goes in, that is its size.
  std::uint32_t SizeItem = NoInput;
  /// The item, of what goes in, that leads to it and came from outside as what
  /// it leads to did.
  std::uint32_t SourceItem = NoInput;
};

struct ImageCell {
  Place At;
  std::uint32_t Item = 0;
};

/// What is known of the inputs when a function returns a value of this class.
struct ReturnClass {
  bool IsPossible = false;
  std::vector<Fact> Facts; ///< Of is an item of the input image
};

/// An object that is written to as far as input reaches, however long it is.
struct ImageFill {
  std::uint32_t Object = 0; ///< of the input image
  KindMask Kinds = 0;
  TraceId Trace = 0;
};

/// A place where something is wrong with what comes in, and of which callers
/// are told.
struct ImageSink {
  std::uint32_t Item = 0;        ///< of the input image
  Passing As = Passing::Inside;  ///< how the item comes in
  std::span<const Demand> Asked; ///< kept by the vocabulary
  std::string Name;              ///< what messages call it
  std::uint32_t Function = 0;
  Position Where;
  std::optional<Level> Severity;
};

struct Image {
  /// More does not cross a call.
  static constexpr std::size_t MaximumItems = 200, MaximumObjects = 40;

  /// The arguments, or the one result; then what cells refer to.
  std::vector<ImageItem> Items;
  std::uint32_t Arguments = 0;
  std::vector<ImageObject> Objects;
  std::vector<ImageCell> Cells;

  // Of what comes back.
  bool Returns = false;
  enum Class : std::uint8_t { Zero, Positive, Negative };
  ReturnClass Classes[3];
  std::vector<ImageFill> Fills;
  std::vector<ImageSink> Sinks;

  /// Something in it comes from outside.
  bool isFromOutside() const {
    for (const ImageItem &I : Items)
      if (I.Of.isFromOutside())
        return true;
    return false;
  }
  /// Forgets what the globals hold, and keeps what is passed.
  void forgetGlobals();
  /// Forgets all that makes inputs different which nobody outside decides.
  void generalise();
  /// What decides whether two calls look alike; paths are left out.
  std::uint64_t hash() const;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_IMAGE_H
