//===- binscan/Expand.cpp - What is inside one node -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Expand.h"

#include "binscan/Detect.h"
#include "binscan/Entropy.h"
#include "binscan/Parallel.h"
#include "binscan/Text.h"
#include "binscan/readers/MachineCode.h"
#include "sarif/Sha256.h"

#include <algorithm>
#include <new>
#include <span>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

std::string hexName(std::string_view What, std::uint64_t Offset) {
  return std::string(What) + '@' + hex(Offset);
}

class Expander {
public:
  Expander(const Expandable &What, const Budget &Allowed,
           const StreamLimits &Limits, std::uint64_t MaxEntries, Threads &Pool)
      : Node(What), Allowed(Allowed), Limits(Limits), MaxEntries(MaxEntries),
        Pool(Pool) {}

  Expansion run() {
    constexpr std::uint64_t WorthSharing = 1U << 20;
    const std::uint64_t Size = Node.Content.size();
    if (Size == 0)
      return {};
    Threads Alone(1);
    std::string Digest;
    parallelFor(2, Size < WorthSharing ? Alone : Pool, [&](std::size_t I) {
      if (I == 0)
        takeApart();
      else if (Node.Kind != NodeKind::Padding)
        Digest = hash();
    });
    Result.Sha256 = std::move(Digest);
    return std::move(Result);
  }

private:
  std::string hash() const {
    const Bytes All = Node.Content.bytes();
    return sha256Hex(std::as_bytes(std::span(All.begin(), All.end())));
  }

  void takeApart() {
    try {
      switch (Node.Want) {
      case Expandable::Wish::Hash:
        return;
      case Expandable::Wish::Recognise:
        return recogniseOnly();
      case Expandable::Wish::Everything:
        break;
      }
      if (Node.Of)
        open(*Node.Of);
      else if (Node.Kind != NodeKind::Padding && Node.Kind != NodeKind::Unknown)
        search();
    } catch (const std::bad_alloc &) {
      Result = {};
      Result.Remarks.push_back({{},
                                Stage::Limit,
                                Level::Warning,
                                "needs more memory to be unpacked than there "
                                "is"});
    }
  }

  /// Unpacks the node, whose format is known.
  void open(const Format &F) {
    switch (F->Holds) {
    case Format::Inside::Nothing:
    case Format::Inside::Stream: // was decoded when it was recognised
      return;
    case Format::Inside::Search:
      embedded(&F);
      return;
    case Format::Inside::Parts:
    case Format::Inside::Files:
      break;
    }
    Unpacking U(Node.Content, Limits, MaxEntries, Pool);
    F->Unpack(U);
    const auto First = static_cast<std::uint32_t>(Result.Children.size());
    for (Unpacking::Entry &E : U.takeEntries()) {
      Draft D;
      if (E.Parent)
        D.Parent = First + *E.Parent;
      D.Kind = E.Kind;
      D.Name = std::move(E.Name);
      D.Offset = E.Offset;
      D.Address = E.Address;
      D.Content = std::move(E.Content);
      D.File = std::move(E.File);
      Result.Children.push_back(std::move(D));
    }
    Result.Divided =
        F->Holds == Format::Inside::Files || Result.Children.size() > First;
    for (Unpacking::Remark &R : U.takeRemarks())
      Result.Remarks.push_back(
          {{}, R.Where, R.Severity, std::move(R.Text), R.IsTotal});
  }

  void recogniseOnly() {
    const auto IsContainer = [](const Format *F) {
      return (*F)->Holds != Format::Inside::Nothing &&
             (*F)->Holds != Format::Inside::Search;
    };
    const Detection D = Node.Of ? Detection() : find(nullptr);
    Result.IsTooDeep = (Node.Of && IsContainer(Node.Of)) ||
                       std::ranges::any_of(D.Ranges, [&](const Found &F) {
                         return IsContainer(F.What);
                       });
    if (D.Ranges.size() == 1 && D.Ranges[0].Where.Length == Node.Content.size())
      Result.Of = D.Ranges[0].What;
  }

  /// Finds out what an unknown node is.
  void search() {
    const Bytes All = Node.Content.bytes();
    Detection D = find(nullptr);
    if (D.Ranges.size() == 1 && D.Ranges[0].Where.Length == All.size()) {
      adopt(D.Ranges[0]);
      return;
    }
    // A file that starts as a program is that program, whatever is appended.
    const bool IsProgram = Node.Kind == NodeKind::Member && !D.Ranges.empty() &&
                           D.Ranges[0].Where.Start == 0 &&
                           (*D.Ranges[0].What)->Holds == Format::Inside::Search;
    if (IsProgram) {
      Result.Of = D.Ranges[0].What;
      embedded(Result.Of);
      return;
    }
    // Something recognised inside a file does not make the rest of the file
    // meaningless; inside an image it does divide it.
    if (Node.Kind == NodeKind::Member || D.Ranges.empty()) {
      for (Found &F : D.Ranges)
        chunk(F);
      if (D.Ranges.empty() && Node.Kind != NodeKind::Member)
        judgeUnknown(All, std::nullopt);
      return;
    }
    Result.Divided = true;
    std::uint64_t At = 0;
    for (Found &F : D.Ranges) {
      gap(At, F.Where.Start);
      chunk(F);
      At = F.Where.Start + F.Where.Length;
    }
    gap(At, All.size());
  }

  /// The node as a whole is \p F.
  void adopt(Found &F) {
    Result.Of = F.What;
    Result.Address = F.Where.Address;
    damage(F.Where, std::nullopt);
    if (F.Where.Content) {
      content(std::move(*F.Where.Content), std::nullopt);
      Result.Divided = true;
    } else {
      open(*F.What);
    }
  }

  /// Lists what lies in a program.
  void embedded(const Format *Program) {
    Detection D = find(Program);
    for (Found &F : D.Ranges)
      chunk(F);
  }

  Detection find(const Format *Except) {
    Detection D = detect(Node.Content.bytes(), Limits, Allowed, Pool, Except);
    if (!D.IsComplete)
      Result.Remarks.push_back(
          {{},
           Stage::Limit,
           Level::Warning,
           "has more places that look like a known format than are tried"});
    return D;
  }

  void chunk(Found &F) {
    Draft D;
    D.Name = hexName((*F.What)->Name, F.Where.Start);
    D.Of = F.What;
    D.Offset = F.Where.Start;
    D.Address = F.Where.Address;
    D.Content = Node.Content.part(F.Where.Start, F.Where.Length);
    D.IsExpanded = F.Where.Content.has_value();
    Result.Children.push_back(std::move(D));
    const auto Index = static_cast<std::uint32_t>(Result.Children.size() - 1);
    damage(F.Where, Index);
    if (F.Where.Content)
      content(std::move(*F.Where.Content), Index);
  }

  void content(Blob Inside, std::optional<std::uint32_t> Of) {
    Draft D;
    D.Parent = Of;
    D.Kind = NodeKind::Content;
    D.Name = "content";
    D.Content = std::move(Inside);
    Result.Children.push_back(std::move(D));
  }

  void gap(std::uint64_t From, std::uint64_t To) {
    const Blob Gap = Node.Content.part(From, To - From);
    for (const Piece &P : splitPadding(Gap.bytes())) {
      Draft D;
      D.Offset = From + P.Offset;
      D.Content = Gap.part(P.Offset, P.Length);
      D.Kind = P.IsPadding ? NodeKind::Padding : NodeKind::Unknown;
      D.Name = hexName(P.IsPadding ? "padding" : "unknown", *D.Offset);
      Result.Children.push_back(std::move(D));
      if (!P.IsPadding)
        judgeUnknown(Result.Children.back().Content.bytes(),
                     static_cast<std::uint32_t>(Result.Children.size() - 1));
    }
  }

  void judgeUnknown(Bytes B, std::optional<std::uint32_t> About) {
    if (!looksRandom(B)) {
      (About ? Result.Children[*About].CodeFor : Result.CodeFor) =
          machineCodeIn(B);
      return;
    }
    Result.Opaque.push_back(About);
    // All of an image: then nothing at all was analysed.
    const bool IsAll = !About && Node.Kind == NodeKind::Image;
    Result.Remarks.push_back(
        {About, Stage::Unpack, IsAll ? Level::Warning : Level::Note,
         std::string(isUniform(B)
                         ? "looks encrypted; its "
                         : "looks compressed in an unknown way; its ") +
             size(B.size()) + " could not be analysed"});
  }

  void damage(const Match &M, std::optional<std::uint32_t> About) {
    if (!M.Damage.empty())
      Result.Remarks.push_back({About,
                                M.HitLimit ? Stage::Limit : Stage::Unpack,
                                Level::Warning, M.Damage, M.HitTotal});
  }

  const Expandable &Node;
  const Budget &Allowed;
  const StreamLimits &Limits;
  std::uint64_t MaxEntries;
  Threads &Pool;
  Expansion Result;
};

} // namespace

Expansion binscan::expand(const Expandable &What, const Budget &Allowed,
                          const StreamLimits &Limits, std::uint64_t MaxEntries,
                          Threads &Pool) {
  return Expander(What, Allowed, Limits, MaxEntries, Pool).run();
}
