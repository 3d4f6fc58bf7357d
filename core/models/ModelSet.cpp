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
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>
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
  /// Where the rows of each name begin and end, by subject.
  std::map<Subject,
           std::unordered_map<std::string_view, std::span<const ModelRow>>>
      ByName;
  std::vector<AddedRow> Added;

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
  ByName.clear();
  for (auto Begin = Rows.begin(); Begin != Rows.end();) {
    auto End = std::find_if(Begin, Rows.end(), [&](const ModelRow &Row) {
      return sortKey(Row) != sortKey(*Begin);
    });
    ByName[Begin->About][Begin->Name] = {Begin, End};
    Begin = End;
  }
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
  auto Names = Content->ByName.find(About);
  if (Names == Content->ByName.end())
    return {};
  auto Found = Names->second.find(Name);
  return Found == Names->second.end() ? std::span<const ModelRow>()
                                      : Found->second;
}

std::span<const ModelRow> ModelSet::all() const { return Content->Rows; }

std::span<const AddedRow> ModelSet::added() const { return Content->Added; }

/// Kinds of which no two can be true of one place.
static bool areOpposites(std::string_view A, std::string_view B) {
  static constexpr std::pair<std::string_view, std::string_view> Opposites[] = {
      {"boot-verification", "boot-verification-off"},
      {"no-validation", "validation"},
      {"peer-verification", "tls-verification-off"},
      {"secure-random", "weak-random"},
      {"setup-mode", "setup-mode-end"},
      {"tls-enable", "plain-protocol"},
      {"watchdog-off", "watchdog-on"},
  };
  return std::ranges::any_of(Opposites, [&](const auto &Each) {
    return (A == Each.first && B == Each.second) ||
           (A == Each.second && B == Each.first);
  });
}

std::vector<Problem> ModelSet::contradictions() const {
  std::vector<Problem> Found;
  std::set<std::string_view> Seen;
  for (const AddedRow &Added : Content->Added) {
    if (!Seen.insert(Added.Name).second)
      continue;
    for (Subject About : {Subject::Function, Subject::Field, Subject::Constant,
                          Subject::Macro}) {
      const std::span<const ModelRow> Rows = rows(About, Added.Name);
      for (auto A = Rows.begin(); A != Rows.end(); ++A)
        for (auto B = A + 1; B != Rows.end(); ++B)
          if (A->At == B->At && A->When == B->When &&
              areOpposites(A->Kind, B->Kind)) {
            Found.push_back(jsonProblem(
                Added.FileName, Added.Line,
                "The rows of '" + Added.Name + "' contradict each other: '" +
                    A->Kind + "' and '" + B->Kind +
                    "' cannot both be true of one place; remove one of them."));
            Found.back().Severity = Level::Warning;
          }
    }
  }
  return Found;
}

const ModelSet &ModelSet::builtin() { return shared(); }

std::optional<Problem> ModelSet::addToBuiltin(std::string_view Json,
                                              std::string_view FileName) {
  // Twice, because rows are moved apart from their lines when they are sorted.
  Result<ModelFile> File = readModelFile(Json, FileName);
  if (!File)
    return File.problem();
  if (auto Wrong = shared().add(Json, FileName))
    return Wrong;
  for (std::size_t I = 0; I < File->Rows.size(); ++I)
    shared().Content->Added.push_back(
        {File->Rows[I].Name, std::string(FileName), File->Lines[I]});
  return std::nullopt;
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
