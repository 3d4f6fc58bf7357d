//===- core/flow/UpdateFindings.cpp - Which installations are wrong -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateFindings.h"
#include "core/flow/UpdateNames.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::flow;

static bool isWrite(const UpdateSite &S) {
  return S.Is == Installation::Write || S.Is == Installation::Device;
}

const UpdateSite &UpdateFindings::innermost(const UpdateSite &S) const {
  const UpdateSite *Inner = &S;
  while (Inner->Inner)
    Inner = &Walk.sites()[Inner->Inner];
  return *Inner;
}

void UpdateFindings::run(bool IsComplete) {
  std::vector<const UpdateSite *> Order;
  for (const UpdateSite &S : Walk.sites().subspan(1))
    Order.push_back(&S);
  std::ranges::sort(Order, {}, [](const UpdateSite *S) {
    return std::tuple(S->Is, S->Function, S->Operation);
  });
  for (const UpdateSite *S : Order) {
    IsCommitted |= S->Is != Installation::Start && S->IsVerified;
    HasChoice |= S->Is == Installation::Commit;
  }
  HasChoice |= std::ranges::any_of(P.literals(), [](const Literal &L) {
    return L.Bytes.find("fw_setenv") != std::string::npos ||
           L.Bytes.find("bootcount") != std::string::npos;
  });
  for (const UpdateSite *S : Order) {
    if (!IsComplete && isWrite(*S))
      continue;
    judge(*S);
    judgeOrder(*S);
    judgeData(*S);
    if (IsComplete)
      judgeAge(*S);
  }
}

void UpdateFindings::judge(const UpdateSite &S) {
  if (!S.IsUnverified && !S.IsAfterFailure && !S.IsUnheeded)
    return;
  if (!isUpdate(S))
    return;
  if (S.Is == Installation::Start) {
    // A program that verifies when it installs need not do so again; one
    // that verifies before it starts has to do it on every way.
    if (U.verifies() && !S.IsVerified)
      return;
    // A boot loader that nobody talks to starts what the factory put there.
    if (!S.IsVerified && innermost(S).Symbol != ~0U && !U.listens(S.Function))
      return;
  }
  if (S.IsUnheeded) {
    report("unheeded-verification", S, S.Failed);
    return;
  }
  if (S.IsAfterFailure) {
    // A way back: what was verified is installed elsewhere.
    if (S.IsVerified)
      report("failed-verification", S, S.Failed);
    else if (!IsCommitted && !isWrite(S))
      report("inverted-verification", S, S.Failed);
    return;
  }
  if (isWrite(S) && S.IsFollowed)
    return;
  if (isNear(Unverified, S.Function))
    return;
  report("unverified-image", S);
  Unverified.insert(S.Function);
  if (S.Checksum && !S.IsVerified)
    report("checksum-only", S, S.Checksum);
}

/// A write that is verified too late: over the program that runs, where the
/// boot loader starts whatever lies there, or to a partition of a program that
/// chooses none.
void UpdateFindings::judgeOrder(const UpdateSite &S) {
  if (!isWrite(S) || !S.IsUnverified || !S.IsFollowed || !isUpdate(S))
    return;
  std::string_view Where;
  if (S.IsToNamedDevice && !HasChoice)
    Where = "where it boots without being chosen";
  else if (S.IsOverRunning)
    Where = "over the program that is running";
  else if (isStarted(S))
    Where = "where it is started without another look";
  if (!Where.empty())
    reportSite("overwritten-program", S, std::string(Where),
               {beginning(S, "Nothing has been verified when this begins.")},
               Level::Warning);
}

/// Something starts what lies where the write goes, and verifies nothing.
bool UpdateFindings::isStarted(const UpdateSite &Write) const {
  constexpr std::int64_t Farthest = 0x10000;
  constexpr unsigned Near = 4;
  std::set<std::int64_t> Bases;
  const std::set<std::uint32_t> Job = U.above(Write.Function, Near);
  for (const UpdateSite &Other : Walk.sites().subspan(1)) {
    if (Other.Is != Installation::Write)
      continue;
    Bases.insert(Other.Addresses.begin(), Other.Addresses.end());
    // What the job writes only after a verification marks the image as good.
    if (Other.IsVerified && !Other.IsUnverified)
      for (std::uint32_t Each : U.above(Other.Function, Near))
        if (Job.contains(Each))
          return false;
  }
  for (const UpdateSite &Start : Walk.sites().subspan(1)) {
    if (Start.Is != Installation::Start || !Start.IsUnverified)
      continue;
    for (std::int64_t At : Start.Addresses) {
      // The last write below is that of the program; others lie before it.
      auto Above = Bases.upper_bound(At);
      if (Above != Bases.begin() && At - *std::prev(Above) < Farthest &&
          Write.Addresses.contains(*std::prev(Above)))
        return true;
    }
  }
  return false;
}

/// Something else is installed than what was verified, or more of it.
void UpdateFindings::judgeData(const UpdateSite &S) {
  if (S.IsFollowed || S.Installed.empty() || !isUpdate(S))
    return;
  for (const InstalledData &Each : S.Installed) {
    UpdateWalk::Mismatch How = Walk.mismatch(Each);
    if (How == UpdateWalk::Mismatch::None)
      continue;
    const UpdateWalk::Call &By = Walk.calls()[Each.Verified];
    std::string Name = "'" + callName(By) + "'";
    reportSite("other-data", S,
               How == UpdateWalk::Mismatch::Other
                   ? "was not part of what " + Name + " verified"
               : How == UpdateWalk::Mismatch::Late
                   ? "arrived after " + Name + " had verified a signature"
                   : "is more than what " + Name + " verified",
               {{where(By.Function, By.Operation),
                 Name + " verifies a signature.", 0, StepKind::Source}},
               Level::Warning);
    return;
  }
}

/// The library that installs, in the middle of its work: a function that does
/// so itself, or one beside it.
bool UpdateFindings::isInsideLibrary(const UpdateSite &S) const {
  if (U.row(P.functions()[S.Function].Symbol, "image-commit"))
    return true;
  std::uint32_t Body = S.Symbol == ~0U ? Program::None : P.definition(S.Symbol);
  return Body != Program::None && U.row(S.Symbol, "image-commit") &&
         P.unitOf(Body) == P.unitOf(S.Function);
}

/// An image that is verified, and may be as old as it likes.
void UpdateFindings::judgeAge(const UpdateSite &S) {
  if (S.Is == Installation::Start || (!S.IsVerified && !S.IsFollowed) ||
      !isUpdate(S) || isInsideLibrary(S) || isNear(Undated, S.Function) ||
      isNear(Unverified, S.Function) || U.isVersioned(S.Function))
    return;
  Undated.insert(S.Function);
  reportSite("unversioned-image", S, " and no version is compared",
             {beginning(S, "No version is compared near this.")}, Level::None);
}

/// Near a job that has been reported already, or a step of one whose last step
/// has been.
bool UpdateFindings::isNear(const std::set<std::uint32_t> &Functions,
                            std::uint32_t FunctionIndex) const {
  if (Functions.empty())
    return false;
  for (const std::set<std::uint32_t> &Job :
       {U.above(FunctionIndex), U.below(FunctionIndex)})
    for (std::uint32_t Each : Job)
      if (Functions.contains(Each))
        return true;
  return false;
}

/// What is installed is a program, as far as names and data tell.
bool UpdateFindings::isUpdate(const UpdateSite &S) const {
  if (S.Is == Installation::Commit || S.Is == Installation::Start)
    return true;
  std::string_view Data =
      S.Is == Installation::Write ? Walk.nameOf(S.Data) : "";
  if (isAboutStoredData(nameOf(S.Function)) || isAboutStoredData(Data))
    return false;
  for (std::uint32_t I = S.Inner; I; I = Walk.sites()[I].Inner)
    if (isAboutStoredData(nameOf(Walk.sites()[I].Function)))
      return false;
  if (S.Is != Installation::Write)
    return true;
  if (isAboutUpdates(Data) || (S.Data && Walk.isFromOutside(S.Data)))
    return true;
  // What a function makes by itself is a mark or a counter.
  if (Walk.isOwn(S.Data))
    return false;
  const Function &F = P.functions()[S.Function];
  for (std::uint32_t I = 0; I < F.Parameters; ++I)
    if (isAboutUpdates(F.Locals[I].Name))
      return true;
  constexpr unsigned Near = 4;
  const std::set<std::uint32_t> Above = U.above(S.Function, Near);
  for (std::uint32_t Each : Above)
    if (isAboutUpdates(nameOf(Each)))
      return true;
  // An image is made bootable in the same job.
  std::uint32_t Unit = P.unitOf(S.Function);
  for (const UpdateSite &Other : Walk.sites().subspan(1))
    if (Other.Is == Installation::Commit && P.unitOf(Other.Function) == Unit)
      for (std::uint32_t Each : U.above(Other.Function, Near))
        if (P.unitOf(Each) == Unit && Above.contains(Each))
          return true;
  return false;
}
