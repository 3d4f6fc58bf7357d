//===- core/catalogue/Run.cpp - One order for equal results -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "firmcop/Run.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

using namespace firmcop;

namespace {

/// Begin and end of the region: lines and columns of text, offset and length of
/// bytes.
std::array<std::uint64_t, 4> position(const Location &L) {
  if (const auto *Text = std::get_if<TextRegion>(&L.Region))
    return {Text->StartLine, Text->StartColumn, Text->EndLine, Text->EndColumn};
  if (const auto *Bytes = std::get_if<ByteRegion>(&L.Region))
    return {Bytes->Offset, Bytes->Length};
  return {};
}

auto key(const Location &L) {
  return std::tuple(std::string_view(L.Path), L.Region.index(), position(L),
                    L.Code ? L.Code->Absolute : 0,
                    L.Code ? std::string_view(L.Code->Section) : "",
                    std::string_view(L.LogicalName), L.Artifact);
}

auto key(const Finding &F) {
  return std::tuple_cat(key(F.Where), std::tie(F.Of.get().Id, F.Kind, F.Level,
                                               F.Arguments, F.Evidence));
}

auto key(const Problem &P) {
  return std::tuple(std::string_view(P.Path), P.Where, P.Severity,
                    std::string_view(P.Text));
}

/// A total order. Equal findings that differ in their explanation only are
/// ordered by it, the shortest flow first, since the first is the one to stay.
bool before(const Finding &A, const Finding &B) {
  if (const auto Left = key(A), Right = key(B); Left != Right)
    return Left < Right;
  if (A.Flow.size() != B.Flow.size())
    return A.Flow.size() < B.Flow.size();
  const auto Step = [](const auto &S) {
    return std::tuple(key(S.Where), std::string_view(S.Text));
  };
  if (!std::ranges::equal(A.Flow, B.Flow, {}, Step, Step))
    return std::ranges::lexicographical_compare(A.Flow, B.Flow, {}, Step, Step);
  return std::ranges::lexicographical_compare(A.Related, B.Related, {}, Step,
                                              Step);
}

bool before(const Problem &A, const Problem &B) { return key(A) < key(B); }

template <class T> void tidy(std::vector<T> &List) {
  std::ranges::sort(List, [](const T &A, const T &B) { return before(A, B); });
  const auto Tail = std::ranges::unique(
      List, [](const T &A, const T &B) { return key(A) == key(B); });
  List.erase(Tail.begin(), Tail.end());
}

} // namespace

void firmcop::canonicalise(Run &R) {
  tidy(R.Findings);
  tidy(R.Problems);
}
