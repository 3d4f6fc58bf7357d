//===- binscan/Scan.cpp - One image, all rules ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Scan.h"

#include "binscan/Content.h"
#include "binscan/Format.h"
#include "binscan/KeyMaterial.h"
#include "binscan/Parallel.h"
#include "binscan/Programs.h"
#include "sarif/LineHash.h"

#include <exception>
#include <iterator>
#include <map>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// Enters the fingerprints of lines: once for each file, however many findings
/// it has.
void hashLines(const Image &Tree, std::vector<Finding> &Findings) {
  std::map<NodeId, std::vector<Finding *>> ByFile;
  for (Finding &F : Findings)
    if (F.Where.Artifact && std::holds_alternative<TextRegion>(F.Where.Region))
      ByFile[*F.Where.Artifact].push_back(&F);
  for (const auto &[Id, InFile] : ByFile) {
    const std::vector<std::string> Hashes =
        lineHashes(Tree.node(Id).bytes().text());
    for (Finding *F : InFile) {
      const std::uint32_t Line =
          std::get<TextRegion>(F->Where.Region).StartLine;
      if (Line <= Hashes.size())
        F->Where.LineHash = Hashes[Line - 1];
    }
  }
}

/// Calls \p Do with every location that is in an artifact.
template <class Function>
void forEachLocation(std::vector<Finding> &Findings, const Function &Do) {
  const auto Visit = [&](Location &L) {
    if (L.Artifact)
      Do(L);
  };
  for (Finding &F : Findings) {
    Visit(F.Where);
    for (FlowStep &S : F.Flow)
      Visit(S.Where);
    for (RelatedLocation &R : F.Related)
      Visit(R.Where);
  }
}

/// Turns the nodes that are worth it into artifacts, and the locations'
/// references to nodes into references to those.
class ArtifactList {
public:
  ArtifactList(const Image &Tree, Run &Into) : Tree(Tree), Into(Into) {}

  void add(std::vector<Finding> &Findings) {
    std::vector<bool> IsListed(Tree.nodes().size());
    IsListed[0] = true;
    for (const Node &N : Tree.nodes())
      IsListed[N.Id] =
          N.Kind != NodeKind::Member && N.Kind != NodeKind::Padding;
    forEachLocation(Findings,
                    [&](Location &L) { IsListed[*L.Artifact] = true; });
    // Whatever is listed has its container listed; containers come first.
    for (auto Id = static_cast<NodeId>(IsListed.size()); Id-- > 1;)
      if (const Node *Holder = holder(Tree.node(Id)); IsListed[Id])
        IsListed[Holder->Id] = true;
    for (const Node &N : Tree.nodes())
      if (IsListed[N.Id])
        append(N);
    forEachLocation(Findings,
                    [&](Location &L) { L.Artifact = Index.at(*L.Artifact); });
  }

private:
  /// The artifact that a node is in; null for the image.
  const Node *holder(const Node &N) const {
    const Node *Holder = Tree.parent(N);
    while (Holder && Holder->isDirectory())
      Holder = Tree.parent(*Holder);
    return Holder;
  }

  void append(const Node &N) {
    Artifact A;
    A.Path = Tree.path(N);
    const Node *Holder = holder(N);
    if (Holder)
      A.Parent = Index.at(Holder->Id);
    A.Offset = N.Offset;
    A.Length = N.bytes().size();
    A.Sha256 = N.Sha256;
    A.Format = N.Format;
    if (const Format *F = Format::find(N.Format))
      A.MimeType = (*F)->MimeType;
    A.IsTarget = !Holder;
    Index[N.Id] = static_cast<std::uint32_t>(Into.Artifacts.size());
    Into.Artifacts.push_back(std::move(A));
  }

  const Image &Tree;
  Run &Into;
  std::map<NodeId, std::uint32_t> Index;
};

/// Finds out about a file what many rules ask. Bad bytes are the rules' to
/// report.
void prepare(const Node &N) {
  try {
    keyMaterialOf(N);
    elfOf(N);
  } catch (const std::exception &) {
  }
}

/// Runs one rule. A rule that fails on a hostile image must not take the other
/// rules' findings with it.
void runRule(const ArtifactRule &R, Report &Into) {
  const auto Failed = [&](const std::string &Reason) {
    Into.problem({Stage::Analysis, Level::Warning, Into.image().root().Name,
                  "The rule '" + std::string(R.declaration().Id) +
                      "' could not finish on this image: " + Reason +
                      "; please report this with the image."});
  };
  try {
    R.run(Into.image(), Into);
  } catch (const std::exception &E) {
    Failed(E.what());
  }
}

} // namespace

void binscan::applyRules(const Unpacked &Image, const RuleContext &Context,
                         unsigned Jobs, Run &Into) {
  const std::vector<const ArtifactRule *> Rules = ArtifactRule::all();
  std::vector<Report> Reports;
  for (const ArtifactRule *R : Rules)
    Reports.emplace_back(R->declaration(), Image.Tree, Context);
  Threads Pool(Jobs);
  // Rules that wait for what another one is just finding out do nothing
  // meanwhile, so what nearly all of them ask is found out first.
  const std::vector<const Node *> Files = distinctLeaves(Image.Tree);
  parallelFor(Files.size(), Pool, [&](std::size_t I) { prepare(*Files[I]); });
  parallelFor(Rules.size(), Pool,
              [&](std::size_t I) { runRule(*Rules[I], Reports[I]); });

  std::vector<Finding> Findings;
  for (const Report &R : Reports) {
    for (Finding &F : R.findings())
      Findings.push_back(std::move(F));
    Into.Problems.insert(Into.Problems.end(), R.problems().begin(),
                         R.problems().end());
  }
  hashLines(Image.Tree, Findings);
  ArtifactList(Image.Tree, Into).add(Findings);
  for (Finding &F : Findings)
    Into.Findings.push_back(std::move(F));
  Into.Problems.insert(Into.Problems.end(), Image.Problems.begin(),
                       Image.Problems.end());
}

void binscan::append(Run &Into, Run From) {
  // Artifacts are referred to by their place in the list.
  const auto Before = static_cast<std::uint32_t>(Into.Artifacts.size());
  for (Artifact &A : From.Artifacts)
    if (A.Parent)
      *A.Parent += Before;
  forEachLocation(From.Findings, [&](Location &L) { *L.Artifact += Before; });
  const auto Move = [](auto &To, auto &Those) {
    To.insert(To.end(), std::make_move_iterator(Those.begin()),
              std::make_move_iterator(Those.end()));
  };
  Move(Into.Artifacts, From.Artifacts);
  Move(Into.Findings, From.Findings);
  Move(Into.Problems, From.Problems);
}
