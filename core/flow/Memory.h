//===- core/flow/Memory.h - Places that hold values -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A place is an object and a path into it: fields, elements with a small
// constant index, "some element", and "some byte". A pointer keeps the object
// it points into whatever is added to it, so 'fgets(b + n, ...)' fills b.
//
// The text or the bytes that a place holds are one value, its content. Reading
// a part that was never written by itself gives a part of the content around
// it; writing "some byte" or "some element" adds to the content and replaces
// nothing.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_MEMORY_H
#define FIRMCOP_CORE_FLOW_MEMORY_H

#include <compare>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace firmcop::flow {

/// Index into Paths; 0 is the empty path.
using PathId = std::uint32_t;

/// One step of a path.
struct Selector {
  enum class Kind : std::uint8_t { Field, Element, AnyElement, AnyByte, Class };
  Kind Of;
  std::uint32_t Index = 0; ///< of the field, or of the element
  bool operator==(const Selector &) const = default;
};

/// Every path that occurred, each once.
class Paths {
public:
  /// Deeper paths end at this depth and stand for all below.
  static constexpr unsigned MaximumDepth = 6;
  /// Elements from this one on are "some element".
  static constexpr std::uint32_t MaximumElement = 16;

  Paths() { Nodes.push_back({0, {Selector::Kind::Field, 0}, 0}); }

  PathId field(PathId P, std::uint32_t Field) {
    return child(P, {Selector::Kind::Field, Field});
  }
  /// The place \p Elements elements of \p Size bytes further on; \p Known tells
  /// whether their number is.
  PathId element(PathId P, bool Known, std::int64_t Elements,
                 std::uint32_t Size);

  /// Where an object keeps what class it was made as.
  PathId classOf(PathId P) { return child(P, {Selector::Kind::Class, 0}); }

  /// The path ends at an element before the beginning.
  bool isBefore(PathId P) const {
    return P && Nodes[P].Last.Of == Selector::Kind::Element &&
           static_cast<std::int32_t>(Nodes[P].Last.Index) < 0;
  }
  bool isClass(PathId P) const {
    return P && Nodes[P].Last.Of == Selector::Kind::Class;
  }

  PathId parent(PathId P) const { return Nodes[P].Parent; }
  Selector last(PathId P) const { return Nodes[P].Last; }
  /// The path goes through P or ends there.
  bool isWithin(PathId Inner, PathId P) const {
    while (Nodes[Inner].Depth > Nodes[P].Depth)
      Inner = Nodes[Inner].Parent;
    return Inner == P;
  }
  /// One path names one place, so a store replaces what was there.
  bool isExact(PathId P) const;
  /// The path names one of the places that \p Any names, which may go through
  /// some element.
  bool isOneOf(PathId One, PathId Any) const;
  /// The path without the elements and bytes at its end: what they are part of,
  /// and what a pointer to one of them can be moved about in.
  PathId content(PathId P) const;
  /// The path \p Inner with its beginning \p From replaced by \p To.
  PathId rebased(PathId Inner, PathId From, PathId To);

private:
  struct Node {
    PathId Parent;
    Selector Last;
    std::uint8_t Depth;
  };
  PathId child(PathId P, Selector S);

  std::vector<Node> Nodes;
  std::unordered_map<std::uint64_t, PathId> Children;
};

/// Number of an object: an index into the objects of a frame, or with one of
/// these bits a global's symbol or a literal, which all frames share.
using ObjectId = std::uint32_t;
constexpr ObjectId GlobalObject = 0x40000000;
constexpr ObjectId LiteralObject = 0x80000000;
constexpr bool isShared(ObjectId O) { return O >= GlobalObject; }

struct Place {
  ObjectId Object = 0;
  PathId Path = 0;
  auto operator<=>(const Place &) const = default;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_MEMORY_H
