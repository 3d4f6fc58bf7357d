//===- core/flow/Cells.h - What places hold, cheap to copy ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A state is copied at every branch and joined where ways meet, and most of
// what it holds is the same on both ways. So the cells stand in blocks, as the
// keys in the leaves of a B-tree, that copies share until one of them is
// written to; where two states share a block, nothing in it needs a look.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_FLOW_CELLS_H
#define FIRMCOP_CORE_FLOW_CELLS_H

#include "core/flow/Value.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <iterator>
#include <ranges>
#include <utility>
#include <vector>

namespace firmcop::flow {

struct Cell {
  Place At;
  ValueId Holds = 0;
  bool operator==(const Cell &) const = default;
};

/// Cells sorted by place, each place once. Not to be shared between threads.
class Cells {
  struct Block {
    static constexpr std::uint32_t Capacity = 32;
    std::uint32_t Uses = 1;
    std::uint32_t Count = 0;
    Cell Items[Capacity];

    std::span<const Cell> cells() const { return {Items, Count}; }
  };

  /// A block, shared with whoever else refers to it.
  class Reference {
  public:
    Reference() : To(new Block) {}
    Reference(const Reference &R) : To(R.To) { ++To->Uses; }
    Reference(Reference &&R) noexcept : To(std::exchange(R.To, nullptr)) {}
    Reference &operator=(Reference R) noexcept {
      std::swap(To, R.To);
      return *this;
    }
    ~Reference() {
      if (To && --To->Uses == 0)
        delete To;
    }
    const Block *operator->() const { return To; }
    bool operator==(const Reference &) const = default;
    /// The block for writing, which is no longer shared.
    Block &own() {
      if (To->Uses > 1) {
        Block *Copy = new Block(*To);
        Copy->Uses = 1;
        --To->Uses;
        To = Copy;
      }
      return *To;
    }

  private:
    Block *To;
  };

public:
  class Iterator {
  public:
    using value_type = Cell;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::forward_iterator_tag;

    Iterator() : Offset(0) {}
    const Cell &operator*() const { return (*In)->Items[Offset]; }
    const Cell *operator->() const { return &**this; }
    Iterator &operator++() {
      if (++Offset == (*In)->Count) {
        ++In;
        Offset = 0;
      }
      return *this;
    }
    Iterator operator++(int) {
      Iterator Old = *this;
      ++*this;
      return Old;
    }
    bool operator==(const Iterator &) const = default;

  private:
    friend Cells;
    using Position = std::vector<Reference>::const_iterator;
    Iterator(Position In, std::uint32_t Offset) : In(In), Offset(Offset) {}
    Position In;
    std::uint32_t Offset;
  };
  using Range = std::ranges::subrange<Iterator>;

  Iterator begin() const { return {Blocks.begin(), 0}; }
  Iterator end() const { return {Blocks.end(), 0}; }
  std::size_t size() const { return Size; }
  /// The first cell that is not before the place.
  Iterator lowerBound(Place P) const {
    auto In = blockOf(P);
    if (In == Blocks.end())
      return end();
    auto Of = (*In)->cells();
    return {In,
            static_cast<std::uint32_t>(
                std::ranges::lower_bound(Of, P, {}, &Cell::At) - Of.begin())};
  }
  Range of(ObjectId O) const {
    Iterator Begin = lowerBound({O, 0}), End = Begin;
    while (End != end() && End->At.Object == O)
      ++End;
    return {Begin, End};
  }
  ValueId at(Place P) const {
    Iterator Found = lowerBound(P);
    return Found != end() && Found->At == P ? Found->Holds : 0;
  }
  /// Numbers the cells, not without gaps, below slots().
  std::size_t slotOf(Iterator I) const {
    return static_cast<std::size_t>(I.In - Blocks.begin()) * Block::Capacity +
           I.Offset;
  }
  std::size_t slots() const { return Blocks.size() * Block::Capacity; }

  void set(Place P, ValueId V) {
    auto In = Blocks.begin() + (blockOf(P) - Blocks.begin());
    if (In == Blocks.end()) {
      append({P, V});
      return;
    }
    auto Of = (*In)->cells();
    auto Offset = std::ranges::lower_bound(Of, P, {}, &Cell::At) - Of.begin();
    if (Of[Offset].At == P) {
      if (Of[Offset].Holds != V)
        In->own().Items[Offset].Holds = V;
      return;
    }
    if (Of.size() == Block::Capacity) {
      split(In);
      set(P, V);
      return;
    }
    Block &Own = In->own();
    std::copy_backward(Own.Items + Offset, Own.Items + Own.Count,
                       Own.Items + Own.Count + 1);
    Own.Items[Offset] = {P, V};
    ++Own.Count;
    ++Size;
  }
  /// Adds a cell that is behind all others.
  void append(const Cell &C) {
    if (Blocks.empty() || Blocks.back()->Count == Block::Capacity)
      Blocks.emplace_back();
    Block &Last = Blocks.back().own();
    Last.Items[Last.Count++] = C;
    ++Size;
  }
  /// Erases the cells of an object, or all, for which \p Which is true.
  template <class Predicate> void erase(ObjectId O, Predicate Which) {
    Iterator Begin = lowerBound({O, 0});
    auto First = static_cast<std::size_t>(Begin.In - Blocks.begin());
    eraseFrom(
        First,
        [&](const Cell &C) { return C.At.Object == O && Which(C.At.Path); }, O);
  }
  template <class Predicate> void erase(Predicate Which) {
    eraseFrom(0, Which, ~ObjectId(0));
  }

  bool operator==(const Cells &Other) const {
    return Size == Other.Size &&
           (Blocks == Other.Blocks || std::ranges::equal(*this, Other));
  }

  /// Goes through two side by side: calls \p Both with the cells of a place
  /// that both have, and \p OnlyA and \p OnlyB with what one of them has. What
  /// they share is added to \p Shared as it is; in the same order the others
  /// are to add what they make of their cells.
  template <class ForBoth, class ForA, class ForB>
  static void merge(const Cells &A, const Cells &B, Cells &Shared, ForBoth Both,
                    ForA OnlyA, ForB OnlyB) {
    Iterator I = A.begin(), J = B.begin();
    while (I != A.end() || J != B.end()) {
      if (J == B.end() || (I != A.end() && I->At < J->At)) {
        OnlyA(*I++);
      } else if (I == A.end() || J->At < I->At) {
        OnlyB(*J++);
      } else if (I.Offset == 0 && J.Offset == 0 && *I.In == *J.In) {
        Shared.append(*I.In);
        I = {std::next(I.In), 0};
        J = {std::next(J.In), 0};
      } else {
        Both(*I++, *J++);
      }
    }
  }

private:
  /// The block where a place is or belongs: the first that does not end before
  /// it.
  std::vector<Reference>::const_iterator blockOf(Place P) const {
    return std::ranges::partition_point(Blocks, [&](const Reference &R) {
      return R->Items[R->Count - 1].At < P;
    });
  }
  void append(const Reference &R) {
    // Blocks that become ever smaller would make sharing them worth nothing.
    if (!Blocks.empty() &&
        Blocks.back()->Count + R->Count <= Block::Capacity / 2) {
      Block &Last = Blocks.back().own();
      std::ranges::copy(R->cells(), Last.Items + Last.Count);
      Last.Count += R->Count;
    } else {
      Blocks.push_back(R);
    }
    Size += R->Count;
  }
  void split(std::vector<Reference>::iterator In) {
    Reference Second;
    Block &From = In->own(), &To = Second.own();
    From.Count = Block::Capacity / 2;
    To.Count = Block::Capacity - From.Count;
    std::copy(From.Items + From.Count, From.Items + Block::Capacity, To.Items);
    Blocks.insert(std::next(In), std::move(Second));
  }
  template <class Predicate>
  void eraseFrom(std::size_t First, Predicate Which, ObjectId UpTo) {
    for (std::size_t I = First; I < Blocks.size();) {
      if (Blocks[I]->Items[0].At.Object > UpTo)
        return;
      if (std::ranges::none_of(Blocks[I]->cells(), Which)) {
        ++I;
        continue;
      }
      Block &Own = Blocks[I].own();
      Cell *End = std::remove_if(Own.Items, Own.Items + Own.Count, Which);
      auto Left = static_cast<std::uint32_t>(End - Own.Items);
      Size -= Own.Count - Left;
      Own.Count = Left;
      if (Left == 0)
        Blocks.erase(Blocks.begin() + static_cast<std::ptrdiff_t>(I));
      else
        ++I;
    }
  }

  std::vector<Reference> Blocks; ///< none of them empty
  std::size_t Size = 0;
};

} // namespace firmcop::flow

#endif // FIRMCOP_CORE_FLOW_CELLS_H
