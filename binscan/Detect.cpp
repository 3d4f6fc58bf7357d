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

#include <algorithm>
#include <list>
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

  /// Calls \p Visit with every occurrence, until it returns false.
  template <class Visitor> void search(Bytes Searched, Visitor &&Visit) const {
    for (const Group &G : Groups) {
      const auto Take = [&](std::size_t Which, std::uint64_t At) {
        return Visit(At, G.Rows[Which]);
      };
      if (G.Step == 1)
        G.Magics->find(Searched, Take);
      else
        G.Magics->findAt(Searched, G.First, G.Step, Take);
    }
  }

private:
  struct Group {
    std::uint64_t Step = 1, First = 0;
    std::vector<Row> Rows;
    std::optional<Literals> Magics;
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
      Groups.emplace_back(Place.first, Place.second, std::move(Rows));
      Groups.back().Magics.emplace(Texts);
    }
  }

  std::list<Group> Groups;
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

} // namespace

Detection binscan::detect(Bytes Searched, const StreamLimits &Limits,
                          const Budget &Allowed, const Format *Except) {
  constexpr std::size_t MaxHits = 4'000'000;
  Detection Result;
  std::vector<Hit> Hits;
  SignatureTable::builtin().search(
      Searched, [&](std::uint64_t At, const SignatureTable::Row &R) {
        const std::uint64_t Start = R.Sign->IsTrailer ? 0 : At - R.Sign->Offset;
        if (At >= R.Sign->Offset && !(Start == 0 && isSameAs(Except, *R.Of)))
          Hits.push_back({Start, At, R.Sign, R.Of});
        Result.IsComplete = Hits.size() < MaxHits;
        return Result.IsComplete;
      });
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
