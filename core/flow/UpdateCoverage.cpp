//===- core/flow/UpdateCoverage.cpp - What verifications have seen --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A verification says something about the bytes that it was given, and about no
// others. Whoever verifies a header and then receives the rest, or verifies the
// first half of an image, has verified something else than what is installed.
//
// Programs hand an image around in many ways, and a signature may lie over a
// hash that was made elsewhere. So what counts as seen is generous: data that
// some function, whatever it does, was given to look at, on any path. What is
// left was received and handed to the flash driver, and to nothing in between.
//
//===----------------------------------------------------------------------===//

#include "core/flow/UpdateFrame.h"
#include "core/flow/UpdateNames.h"
#include "firmcop/Names.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::flow;

TermId UpdateWalk::holder(TermId Data) const {
  for (unsigned Steps = 0; Data && Steps < 4; ++Steps) {
    TermId Root = T.root(Data);
    auto From = Origins.find(Root);
    // A word of the data stands for all of it; a pointer is itself.
    if (From == Origins.end() || T[Root].Of != Term::Kind::Fresh ||
        Root != Data)
      return Root;
    Data = From->second;
  }
  return Data;
}

void UpdateWalk::see(const PathState &S, TermId V) {
  if (!V || !U.verifies() || T[V].Of == Term::Kind::Number ||
      T[V].Of == Term::Kind::Text || T[V].Of == Term::Kind::Function)
    return;
  TermId Root = T.root(V);
  Seen.insert(Root);
  for (auto [At, Held] : S.Cells) {
    if (!Held || !T.isWithin(At, Root))
      continue;
    Seen.insert(Held);
    // What a structure of the call points to.
    if (T.isAddress(Held))
      Seen.insert(T.root(Held));
  }
}

void UpdateWalk::arrive(const PathState &S, std::uint32_t Symbol, TermId V) {
  if (!V || !U.verifies() || T[V].Of == Term::Kind::Number)
    return;
  // What a memory gives is what was put there.
  if (isAboutMemories(P.symbols()[Symbol].Name))
    return;
  TermId Root = T.root(V);
  Peers.insert(Root);
  if (S.Is.Is == Verification::Good)
    for (TermId At : {V, Root})
      if (auto Held = S.Cells.find(At); Held != S.Cells.end())
        Late.insert(Held->second);
}

void UpdateWalk::measure(TermId Data, TermId Length) {
  if (Data)
    Lengths[T.root(Data)].insert(Length);
}

void UpdateWalk::noteData(const PathState &S, UpdateSite &Site,
                          std::uint32_t Symbol,
                          std::span<const TermId> Arguments) const {
  if (S.Is.Is != Verification::Good || !S.Is.Verified || !Site.Data)
    return;
  InstalledData New;
  New.Root = holder(Site.Data);
  New.Verified = S.Is.Verified;
  for (TermId At : {Site.Data, New.Root})
    if (auto Held = S.Cells.find(At); Held != S.Cells.end() && !New.Content)
      New.Content = Held->second;
  if (const ModelRow *Row =
          Symbol == ~0U ? nullptr : U.row(Symbol, "flash-write");
      Row && Row->From.Of == Port::Base::Argument &&
      Row->From.Index < Arguments.size())
    New.Length = Arguments[Row->From.Index];
  New.Most = New.Length ? rangeOf(S, New.Length).In.High : 0;
  constexpr std::size_t Enough = 8;
  if (Site.Installed.size() < Enough)
    Site.Installed.insert(New);
}

void UpdateWalk::noteFiles(Frame &F, const PathState &S, std::uint32_t Index,
                           std::string_view Command) {
  auto Known = VerifiedFiles.find(S.Is.Verified);
  if (S.Is.Is != Verification::Good || Known == VerifiedFiles.end())
    return;
  std::vector<std::string_view> Verified = imagePathsIn(Known->second),
                                Installed = imagePathsIn(Command);
  // A name that is made at run time can be any.
  if (Verified.empty() || Installed.empty() ||
      Known->second.find('%') != std::string::npos ||
      Command.find('%') != Command.npos ||
      std::ranges::any_of(Installed, [&](std::string_view Path) {
        return std::ranges::find(Verified, Path) != Verified.end();
      }))
    return;
  InstalledData New;
  New.Verified = S.Is.Verified;
  New.IsOtherFile = true;
  Sites[site(F.Index, Index, Installation::Command, 0)].Installed.insert(New);
}

void UpdateWalk::finishCoverage() {
  if (std::ranges::all_of(
          Sites, [](const UpdateSite &S) { return S.Installed.empty(); }))
    return;
  std::ranges::sort(Same);
  auto Again = std::ranges::unique(Same);
  Same.erase(Again.begin(), Again.end());
  // What a function was given is what its callers gave.
  for (bool HasChanged = true; HasChanged;) {
    HasChanged = false;
    for (auto [A, B] : Same)
      for (std::set<TermId> *Set : {&Seen, &Peers})
        if (Set->contains(A) != Set->contains(B)) {
          Set->insert(A);
          Set->insert(B);
          HasChanged = true;
        }
  }
}

UpdateWalk::Mismatch UpdateWalk::mismatch(const InstalledData &Of) const {
  if (Of.IsOtherFile)
    return Mismatch::Other;
  if (Peers.contains(Of.Root)) {
    if (!Seen.contains(Of.Root) && !(Of.Content && Seen.contains(Of.Content)))
      return Mismatch::Other;
    if (Of.Content && Late.contains(Of.Content) && !Seen.contains(Of.Content))
      return Mismatch::Late;
  }
  auto Known = Lengths.find(Of.Root);
  if (Known == Lengths.end() || !Of.Length)
    return Mismatch::None;
  // Everything that was looked at is clearly less than what is written.
  bool IsShort = std::ranges::all_of(Known->second, [&](TermId Length) {
    if (!Length || Length == Of.Length)
      return false;
    const Term &X = T[Length], &All = T[Of.Length];
    if (X.Of == Term::Kind::Operation && X.A == Of.Length &&
        T[X.B].Of == Term::Kind::Number)
      return (X.Op == Opcode::Divide && T[X.B].Number > 1) ||
             (X.Op == Opcode::ShiftRight && T[X.B].Number > 0);
    if (X.Of != Term::Kind::Number)
      return false;
    // A signature behind the image is written with it.
    std::int64_t Most = All.Of == Term::Kind::Number ? All.Number : Of.Most;
    return X.Number < Most / 2;
  });
  return IsShort ? Mismatch::Partial : Mismatch::None;
}
