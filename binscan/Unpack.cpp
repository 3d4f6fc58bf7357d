//===- binscan/Unpack.cpp - From bytes to a tree ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nodes are expanded by several threads and entered into the tree in order.
// What a node may use is what was left of the budgets when a certain earlier
// one had been entered. So the tree does not depend on the number of threads or
// their timing, not even where a budget runs out.
//
//===----------------------------------------------------------------------===//

#include "binscan/Unpack.h"

#include "binscan/Expand.h"
#include "binscan/InOrder.h"

#include <algorithm>
#include <array>
#include <set>

namespace firmcop::binscan {

class TreeBuilder {
public:
  TreeBuilder(std::string Path, Blob Content, const Budget &Allowed,
              unsigned Jobs)
      : Allowed(Allowed), Pool(Jobs), Now{Allowed.MaxBytes, Allowed.MaxNodes} {
    LeftAfter.fill(Now);
    Node Root;
    Root.Name = std::move(Path);
    Root.Content = std::move(Content);
    Tree().Nodes.push_back(std::move(Root));
    Formats.push_back(nullptr);
    IsExpanded.push_back(false);
  }

  Unpacked run() {
    InOrder(*this, Pool).run();
    sortMembers();
    findOnlyFileSystem();
    Result.Seen = coverage();
    for (const PendingRemark &R : Remarks)
      Result.Problems.push_back(
          {R.Where, R.Severity, Tree().path(Tree().node(R.About)),
           "'" + Tree().path(Tree().node(R.About)) + "' " + R.Text + "."});
    Tree().Complete =
        std::ranges::none_of(Result.Problems, [](const Problem &P) {
          return P.Severity > Level::Note;
        });
    return std::move(Result);
  }

  // The steps of InOrder.
  static constexpr std::size_t Window = 32;
  struct Task {
    Expandable What;
    StreamLimits Limits;
    std::uint64_t MaxEntries;
  };

  std::size_t count() { return Tree().Nodes.size(); }

  Task begin(std::size_t I) {
    const Left &Now = LeftAfter[I % Window];
    const bool IsTimeUp = Allowed.Deadline &&
                          std::chrono::steady_clock::now() > *Allowed.Deadline;
    if (IsTimeUp)
      limitOnce(0, "takes longer to unpack than --time-limit allows; the rest "
                   "was left out");
    using Wish = Expandable::Wish;
    const Node &N = Tree().Nodes[I];
    const Wish Want = IsExpanded[I] || IsTimeUp     ? Wish::Hash
                      : N.Depth >= Allowed.MaxDepth ? Wish::Recognise
                                                    : Wish::Everything;
    return {{N.Kind, Formats[I], N.Content, Want},
            {Now.Bytes, Allowed.FreeBytes, Allowed.Ratio},
            Now.Nodes};
  }

  Expansion work(const Task &T) {
    return expand(T.What, Allowed, T.Limits, T.MaxEntries, Pool);
  }

  void end(std::size_t I, Expansion E) {
    enter(static_cast<NodeId>(I), E);
    LeftAfter[I % Window] = Now;
  }

private:
  struct Left {
    std::uint64_t Bytes, Nodes;
  };

  /// Enters what became of a node into the tree.
  void enter(NodeId Id, Expansion &E) {
    Node &N = Tree().Nodes[Id];
    N.Sha256 = std::move(E.Sha256);
    N.Divided = N.Divided || E.Divided;
    if (E.Of)
      setFormat(Id, E.Of);
    if (!N.Address)
      N.Address = E.Address;
    if (E.IsTooDeep)
      limitOnce(Id, "is " + std::to_string(N.Depth) +
                        " containers deep; nothing was unpacked from there on");

    std::vector<std::optional<NodeId>> Ids;
    for (Draft &D : E.Children) {
      const std::optional<NodeId> Parent = D.Parent ? Ids[*D.Parent] : Id;
      Ids.push_back(Parent ? add(*Parent, D) : std::nullopt);
    }
    for (Expansion::Remark &R : E.Remarks) {
      // Once the image's budget is used up, every further container says so.
      if (R.IsTotal && !TotalsSaid.insert(R.Text).second)
        continue;
      const std::optional<NodeId> About = R.About ? Ids[*R.About] : Id;
      Remarks.push_back(
          {About.value_or(Id), R.Where, R.Severity, std::move(R.Text)});
    }
    for (const std::optional<std::uint32_t> &Which : E.Opaque)
      Opaque.insert(Which ? Ids[*Which].value_or(Id) : Id);
    if (!E.CodeFor.empty())
      Tree().Nodes[Id].CodeFor = E.CodeFor;
  }

  std::optional<NodeId> add(NodeId Parent, Draft &D) {
    const std::uint64_t Cost = D.Offset ? 0 : D.Content.size();
    if (Now.Nodes == 0) {
      limitOnce(Parent,
                "has more entries than are allowed; the rest was left out");
      return std::nullopt;
    }
    if (Cost > Now.Bytes) {
      limitOnce(Parent,
                "unpacks to more bytes than are allowed; the rest was left "
                "out");
      return std::nullopt;
    }
    --Now.Nodes;
    Now.Bytes -= Cost;

    Node N;
    N.Id = static_cast<NodeId>(Tree().Nodes.size());
    N.Parent = Parent;
    N.Kind = D.Kind;
    N.Name = std::move(D.Name);
    N.Offset = D.Offset;
    N.Address = D.Address;
    N.Content = std::move(D.Content);
    N.File = std::move(D.File);
    N.CodeFor = D.CodeFor;
    N.Divided = D.IsExpanded;
    const Node &Above = Tree().Nodes[Parent];
    N.Depth = Above.Depth + (Above.Format.empty() ? 0 : 1);
    Tree().Nodes[Parent].Children.push_back(N.Id);
    Tree().Nodes.push_back(std::move(N));
    Formats.push_back(nullptr);
    IsExpanded.push_back(D.IsExpanded);
    if (D.Of)
      setFormat(Tree().Nodes.back().Id, D.Of);
    return Tree().Nodes.back().Id;
  }

  void setFormat(NodeId Id, const Format *F) {
    Formats[Id] = F;
    Node &N = Tree().Nodes[Id];
    N.Format = (*F)->Name;
    N.HoldsFiles = (*F)->Holds == Format::Inside::Files;
  }

  void limitOnce(NodeId About, std::string Text) {
    if (TotalsSaid.insert(Text).second)
      Remarks.push_back({About, Stage::Limit, Level::Warning, std::move(Text)});
  }

  void sortMembers() {
    for (Node &N : Tree().Nodes)
      if (N.HoldsFiles || N.isDirectory())
        std::ranges::sort(N.Children, {}, [&](NodeId Id) {
          return std::string_view(Tree().Nodes[Id].Name);
        });
  }

  void findOnlyFileSystem() {
    std::vector<NodeId> Outermost;
    for (const Node &N : Tree().Nodes) {
      const Node *Up = &N;
      while (Up && Up->Kind != NodeKind::Member)
        Up = Tree().parent(*Up);
      if (N.HoldsFiles && !Up)
        Outermost.push_back(N.Id);
    }
    if (Outermost.size() == 1)
      Tree().OnlyFileSystem = Outermost.front();
  }

  Coverage coverage() const {
    Coverage C;
    C.Total = Result.Tree.root().Content.size();
    std::vector<NodeId> Pending{0};
    while (!Pending.empty()) {
      const Node &N = Result.Tree.node(Pending.back());
      Pending.pop_back();
      const std::uint64_t Size = N.Content.size();
      if (N.Kind == NodeKind::Padding) {
        C.Padding += Size;
      } else if (Opaque.contains(N.Id)) {
        C.Opaque += Size;
      } else if (!N.CodeFor.empty()) {
        C.Code += Size;
      } else if (N.Format.empty() && N.Children.empty()) {
        C.Unknown += Size;
      } else {
        std::uint64_t Inside = 0;
        for (const NodeId Id : N.Children) {
          const Node &Part = Result.Tree.node(Id);
          // Ranges of a container; parts that overlap are counted once.
          if (!N.Divided || !Part.Offset || Part.Kind == NodeKind::Member ||
              Part.Content.size() > Size - Inside)
            continue;
          Inside += Part.Content.size();
          Pending.push_back(Id);
        }
        C.Recognised += Size - Inside;
      }
    }
    return C;
  }

  Image &Tree() { return Result.Tree; }

  struct PendingRemark {
    NodeId About;
    Stage Where;
    Level Severity;
    std::string Text;
  };

  const Budget &Allowed;
  Threads Pool;
  Left Now;
  std::array<Left, Window> LeftAfter; ///< the last nodes that were entered
  std::set<std::string> TotalsSaid;
  Unpacked Result;
  std::vector<const Format *> Formats; ///< by node
  std::vector<bool> IsExpanded;        ///< by node
  std::vector<PendingRemark> Remarks;
  std::set<NodeId> Opaque; ///< that nobody can read
};

Unpacked unpack(std::string Path, Blob Content, const Budget &Allowed,
                unsigned Jobs) {
  return TreeBuilder(std::move(Path), std::move(Content), Allowed, Jobs).run();
}

} // namespace firmcop::binscan
