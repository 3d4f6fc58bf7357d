//===- core/models/ModelSet.cpp - Rows, found by name -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Builtin.h"
#include "Json.h"
#include "Reader.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <numeric>
#include <utility>

using namespace firmcop;

/// Rows are kept in this order; those of one name stay in file order.
static auto sortKey(const ModelRow &Row) {
  return std::make_pair(Row.About, std::string_view(Row.Name));
}

/// Whether two rows say the same of the same thing, maybe in other words. A
/// finding would then come twice.
static bool sayTheSame(const ModelRow &A, const ModelRow &B) {
  return A.About == B.About && A.Name == B.Name && A.At == B.At &&
         A.Kind == B.Kind && A.When == B.When;
}

struct ModelSet::Storage {
  std::list<std::string> Names; ///< libraries and headers the rows refer to
  std::vector<ModelRow> Rows;   ///< sorted by sortKey
};

ModelSet::ModelSet() : Content(std::make_unique<Storage>()) {}
ModelSet::~ModelSet() = default;
ModelSet::ModelSet(ModelSet &&) noexcept = default;
ModelSet &ModelSet::operator=(ModelSet &&) noexcept = default;

std::optional<Problem> ModelSet::add(std::string_view Json,
                                     std::string_view FileName) {
  Result<ModelFile> File = readModelFile(Json, FileName);
  if (!File)
    return File.problem();

  // Sort positions, not rows, so that each row still finds its line.
  const std::vector<ModelRow> &New = File->Rows;
  std::vector<std::size_t> Order(New.size());
  std::iota(Order.begin(), Order.end(), std::size_t{0});
  std::ranges::sort(Order, {}, [&](std::size_t Index) {
    return std::make_pair(sortKey(New[Index]), Index);
  });

  for (auto At = Order.begin(); At != Order.end(); ++At) {
    const ModelRow &Row = New[*At];
    bool Repeats = std::ranges::any_of(
        rows(Row.About, Row.Name),
        [&](const ModelRow &Known) { return sayTheSame(Row, Known); });
    for (auto Earlier = At; !Repeats && Earlier != Order.begin();) {
      const ModelRow &Other = New[*--Earlier];
      if (sortKey(Other) != sortKey(Row))
        break;
      Repeats = sayTheSame(Row, Other);
    }
    if (Repeats)
      return jsonProblem(FileName, File->Lines[*At],
                         "A row already says this of '" + Row.Name +
                             "'; remove one of the two.");
  }

  std::vector<ModelRow> Sorted;
  Sorted.reserve(New.size());
  for (std::size_t Index : Order)
    Sorted.push_back(std::move(File->Rows[Index]));
  std::vector<ModelRow> Merged;
  Merged.reserve(Content->Rows.size() + Sorted.size());
  std::ranges::merge(std::make_move_iterator(Content->Rows.begin()),
                     std::make_move_iterator(Content->Rows.end()),
                     std::make_move_iterator(Sorted.begin()),
                     std::make_move_iterator(Sorted.end()),
                     std::back_inserter(Merged), {}, sortKey, sortKey);
  Content->Rows = std::move(Merged);
  Content->Names.splice(Content->Names.end(), File->Names);
  return std::nullopt;
}

std::span<const ModelRow> ModelSet::rows(Subject About,
                                         std::string_view Name) const {
  auto Found = std::ranges::equal_range(
      Content->Rows, std::make_pair(About, Name), {}, sortKey);
  return {Found.begin(), Found.end()};
}

std::span<const ModelRow> ModelSet::all() const { return Content->Rows; }

const ModelSet &ModelSet::builtin() {
  static const ModelSet Models = [] {
    ModelSet Set;
    for (const BuiltinModelFile &File : builtinModelFiles()) {
      [[maybe_unused]] std::optional<Problem> Wrong =
          Set.add(File.Text, File.Name);
      assert(!Wrong && "the unit tests read every built-in model file");
    }
    return Set;
  }();
  return Models;
}
