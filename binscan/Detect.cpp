//===- binscan/Detect.cpp - Finding formats in bytes ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One pass finds the signatures of all formats (Literals.h). Then the hits are
// tried in the order of where they would start, and those inside something that
// is already certain are left to the search of its content. Last, what overlaps
// is settled: the surer match first, then the longer one. Nothing is ever
// searched twice, so the pass ends whatever the bytes are.
//
//===----------------------------------------------------------------------===//

#include "binscan/Detect.h"

#include "binscan/Literals.h"
#include "binscan/Parallel.h"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// All signatures: those that may stand anywhere, and for each alignment those
/// that stand so far behind multiples of it.
class SignatureTable {
public:
  struct Row {
    const Signature *Sign;
    const Format *Of;
  };

  static const SignatureTable &builtin() {
    static const SignatureTable Table;
    return Table;
  }

  /// How many groups there are; each is searched for on its own.
  std::size_t groups() const { return Groups.size(); }

  /// Calls \p Visit with every occurrence of a group's signatures, until it
  /// returns false.
  template <class Visitor>
  void search(std::size_t Which, Bytes Searched, Visitor &&Visit) const {
    const Group &G = *Groups[Which];
    const auto Take = [&](std::size_t I, std::uint64_t At) {
      return Visit(At, G.Rows[I]);
    };
    if (G.Step == 1)
      G.Magics.find(Searched, Take);
    else
      G.Magics.findAt(Searched, G.First, G.Step, Take);
  }

private:
  struct Group {
    Group(std::uint64_t Step, std::uint64_t First, std::vector<Row> Of,
          std::span<const std::string_view> Texts)
        : Step(Step), First(First), Rows(std::move(Of)), Magics(Texts) {}

    std::uint64_t Step, First;
    std::vector<Row> Rows;
    Literals Magics;
  };

  SignatureTable() {
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::vector<Row>> ByPlace;
    for (const Format *F : Format::all())
      for (const Signature &S : (*F)->Signatures) {
        const std::uint64_t Step = S.IsTrailer ? 1 : (*F)->Alignment;
        ByPlace[{Step, S.Offset % Step}].push_back({&S, F});
      }
    for (auto &[Place, Rows] : ByPlace) {
      std::vector<std::string_view> Texts;
      for (const Row &R : Rows)
        Texts.push_back(R.Sign->Magic);
      Groups.push_back(std::make_unique<Group>(Place.first, Place.second,
                                               std::move(Rows), Texts));
    }
  }

  std::vector<std::unique_ptr<Group>> Groups;
};

struct Hit {
  std::uint64_t Start;
  std::uint64_t MagicAt;
  const Signature *Sign;
  const Format *Of;
};

/// Keeps the surest and longest of what overlaps.
std::vector<Found> settle(std::vector<Found> Matches) {
  std::ranges::sort(Matches, [](const Found &A, const Found &B) {
    return std::tuple(B.Where.Sure, B.Where.Length, A.Where.Start,
                      (*A.What)->Name) <
           std::tuple(A.Where.Sure, A.Where.Length, B.Where.Start,
                      (*B.What)->Name);
  });
  std::map<std::uint64_t, Found> Kept; // by start
  for (Found &M : Matches) {
    const auto After = Kept.upper_bound(M.Where.Start);
    const bool MeetsNext =
        After != Kept.end() && After->first - M.Where.Start < M.Where.Length;
    const bool MeetsLast =
        After != Kept.begin() && M.Where.Start - std::prev(After)->first <
                                     std::prev(After)->second.Where.Length;
    if (!MeetsNext && !MeetsLast)
      Kept.emplace(M.Where.Start, std::move(M));
  }
  std::vector<Found> Sorted;
  for (auto &[Start, M] : Kept)
    Sorted.push_back(std::move(M));
  return Sorted;
}

/// Whether \p Other, found where \p Known starts, is no more than another view
/// of it: a kernel with a stub for EFI is a PE file, and that is the kernel.
bool isSameAs(const Format *Known, const Format &Other) {
  return Known && (Known == &Other || Other->Holds == Format::Inside::Search);
}

/// All places where a format may start, in no order. Few of them are dropped,
/// and \p IsComplete says so, where hostile bytes have more than is sensible.
std::vector<Hit> findHits(Bytes Searched, Threads &Pool, const Format *Except,
                          bool &IsComplete) {
  constexpr std::size_t MaxHits = 2'000'000; // of each group
  constexpr std::uint64_t WorthSharing = 1U << 20;
  const SignatureTable &Table = SignatureTable::builtin();
  std::vector<std::vector<Hit>> ByGroup(Table.groups());
  Threads Alone(1);
  parallelFor(Table.groups(), Searched.size() < WorthSharing ? Alone : Pool,
              [&](std::size_t I) {
                Table.search(
                    I, Searched,
                    [&](std::uint64_t At, const SignatureTable::Row &R) {
                      const std::uint64_t Start =
                          R.Sign->IsTrailer ? 0 : At - R.Sign->Offset;
                      if (At >= R.Sign->Offset &&
                          !(Start == 0 && isSameAs(Except, *R.Of)))
                        ByGroup[I].push_back({Start, At, R.Sign, R.Of});
                      return ByGroup[I].size() < MaxHits;
                    });
              });
  std::vector<Hit> All;
  for (const std::vector<Hit> &Hits : ByGroup) {
    IsComplete &= Hits.size() < MaxHits;
    All.insert(All.end(), Hits.begin(), Hits.end());
  }
  return All;
}

} // namespace

Detection binscan::detect(Bytes Searched, const StreamLimits &Limits,
                          const Budget &Allowed, Threads &Pool,
                          const Format *Except) {
  Detection Result;
  std::vector<Hit> Hits = findHits(Searched, Pool, Except, Result.IsComplete);
  std::ranges::sort(Hits, {}, [](const Hit &H) {
    return std::tuple(H.Start, !H.Sign->IsTrailer, (*H.Of)->Name, H.MagicAt);
  });

  std::uint64_t Work = std::max(Allowed.FreeWork,
                                Searched.size() > UINT64_MAX / Allowed.WorkRatio
                                    ? UINT64_MAX
                                    : Searched.size() * Allowed.WorkRatio);
  // What one stream decoded to is no longer there for the next one.
  StreamLimits Left = Limits;
  std::vector<Found> Matches;
  std::uint64_t CertainUpTo = 0;
  for (const Hit &H : Hits) {
    if (H.Start < CertainUpTo)
      continue;
    // However cheap a look is, millions of them are not.
    constexpr std::uint64_t CostOfLooking = 256;
    Work -= std::min(Work, CostOfLooking);
    const Candidate C(Searched, H.MagicAt, *H.Sign, Left, Work);
    std::optional<Match> M = (*H.Of)->Recognise(C);
    if (Work == 0)
      Result.IsComplete = false;
    if (!M || M->Length == 0 || !Searched.contains(M->Start, M->Length))
      continue;
    if (M->Sure == Confidence::High)
      CertainUpTo = std::max(CertainUpTo, M->Start + M->Length);
    if (M->Content)
      Left.Remaining -= std::min(Left.Remaining, M->Content->size());
    Matches.push_back({H.Of, std::move(*M)});
  }
  Result.Ranges = settle(std::move(Matches));
  return Result;
}
