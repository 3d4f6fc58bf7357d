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
         A.From == B.From && A.Kind == B.Kind && A.When == B.When;
}

namespace {

/// A row on its way into a set, with where it stands.
struct NewRow {
  ModelRow Row;
  std::string_view FileName;
  unsigned Line;
};

} // namespace

struct ModelSet::Storage {
  std::list<std::string> Names; ///< libraries and headers the rows refer to
  std::vector<ModelRow> Rows;   ///< sorted by sortKey

  /// Takes a file's names and appends its rows to New.
  void take(ModelFile File, std::string_view FileName,
            std::vector<NewRow> &New);
  /// Merges rows, unless one repeats another.
  std::optional<Problem> insert(std::vector<NewRow> New);
};

void ModelSet::Storage::take(ModelFile File, std::string_view FileName,
                             std::vector<NewRow> &New) {
  Names.splice(Names.end(), File.Names);
  for (std::size_t Index = 0; Index < File.Rows.size(); ++Index)
    New.push_back({std::move(File.Rows[Index]), FileName, File.Lines[Index]});
}

std::optional<Problem> ModelSet::Storage::insert(std::vector<NewRow> New) {
  // Sort positions: rows are large, and those of one name keep their order.
  std::vector<std::size_t> Order(New.size());
  std::iota(Order.begin(), Order.end(), std::size_t{0});
  std::ranges::sort(Order, {}, [&](std::size_t Index) {
    return std::make_pair(sortKey(New[Index].Row), Index);
  });

  std::vector<ModelRow> Sorted;
  Sorted.reserve(New.size());
  for (std::size_t Index : Order) {
    ModelRow &Row = New[Index].Row;
    auto Repeats = [&](const ModelRow &Other) {
      return sayTheSame(Row, Other);
    };
    auto Earlier = std::ranges::equal_range(Sorted, sortKey(Row), {}, sortKey);
    auto Known = std::ranges::equal_range(Rows, sortKey(Row), {}, sortKey);
    if (std::ranges::any_of(Earlier, Repeats) ||
        std::ranges::any_of(Known, Repeats))
      return jsonProblem(New[Index].FileName, New[Index].Line,
                         "A row already says this of '" + Row.Name +
                             "'; remove one of the two.");
    Sorted.push_back(std::move(Row));
  }

  std::vector<ModelRow> Merged;
  Merged.reserve(Rows.size() + Sorted.size());
  std::ranges::merge(std::make_move_iterator(Rows.begin()),
                     std::make_move_iterator(Rows.end()),
                     std::make_move_iterator(Sorted.begin()),
                     std::make_move_iterator(Sorted.end()),
                     std::back_inserter(Merged), {}, sortKey, sortKey);
  Rows = std::move(Merged);
  return std::nullopt;
}

ModelSet::ModelSet() : Content(std::make_unique<Storage>()) {}
ModelSet::~ModelSet() = default;
ModelSet::ModelSet(ModelSet &&) noexcept = default;
ModelSet &ModelSet::operator=(ModelSet &&) noexcept = default;

std::optional<Problem> ModelSet::add(std::string_view Json,
                                     std::string_view FileName) {
  Result<ModelFile> File = readModelFile(Json, FileName);
  if (!File)
    return File.problem();
  std::vector<NewRow> New;
  Content->take(std::move(*File), FileName, New);
  return Content->insert(std::move(New));
}

std::span<const ModelRow> ModelSet::rows(Subject About,
                                         std::string_view Name) const {
  auto Found = std::ranges::equal_range(
      Content->Rows, std::make_pair(About, Name), {}, sortKey);
  return {Found.begin(), Found.end()};
}

std::span<const ModelRow> ModelSet::all() const { return Content->Rows; }

const ModelSet &ModelSet::builtin() { return shared(); }

std::optional<Problem> ModelSet::addToBuiltin(std::string_view Json,
                                              std::string_view FileName) {
  return shared().add(Json, FileName);
}

ModelSet &ModelSet::shared() {
  // What the asserts state is tested of every built-in file.
  static ModelSet Models = [] {
    ModelSet Set;
    std::vector<NewRow> New;
    for (const BuiltinModelFile &Builtin : builtinModelFiles()) {
      Result<ModelFile> File = readModelFile(Builtin.Text, Builtin.Name);
      assert(File && "a built-in model file cannot be read");
      Set.Content->take(std::move(*File), Builtin.Name, New);
    }
    [[maybe_unused]] std::optional<Problem> Wrong =
        Set.Content->insert(std::move(New));
    assert(!Wrong && "two built-in rows say the same");
    return Set;
  }();
  return Models;
}
