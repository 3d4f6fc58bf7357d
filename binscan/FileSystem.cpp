//===- binscan/FileSystem.cpp - Paths inside an image -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Tree.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr unsigned MaxLinkHops = 40;

/// Pushes the components of \p Path so that the first one is on top.
void pushComponents(std::vector<std::string_view> &Stack,
                    std::string_view Path) {
  while (!Path.empty()) {
    const std::size_t Slash = Path.rfind('/');
    const std::string_view Last =
        Slash == std::string_view::npos ? Path : Path.substr(Slash + 1);
    if (!Last.empty() && Last != ".")
      Stack.push_back(Last);
    Path = Slash == std::string_view::npos ? std::string_view()
                                           : Path.substr(0, Slash);
  }
}

} // namespace

const Node *FileSystem::child(const Node &Directory,
                              std::string_view Name) const {
  if (Directory.Id != Root && !Directory.isDirectory())
    return nullptr;
  const auto &Ids = Directory.Children;
  const auto I = std::ranges::lower_bound(Ids, Name, {}, [&](NodeId Id) {
    return std::string_view(Of->node(Id).Name);
  });
  return I != Ids.end() && Of->node(*I).Name == Name ? &Of->node(*I) : nullptr;
}

const Node *FileSystem::walk(std::string_view Path, bool FollowLast) const {
  std::vector<std::string_view> Stack;
  pushComponents(Stack, Path);
  const Node *At = &root();
  for (unsigned Hops = 0; !Stack.empty();) {
    const std::string_view Name = Stack.back();
    Stack.pop_back();
    if (Name == "..") {
      if (At->Id != Root)
        At = Of->parent(*At);
      continue;
    }
    const Node *Next = child(*At, Name);
    if (!Next)
      return nullptr;
    const bool IsLink = Next->File && Next->File->Type == FileType::Symlink;
    if (!IsLink || (Stack.empty() && !FollowLast)) {
      At = Next;
      continue;
    }
    if (++Hops > MaxLinkHops)
      return nullptr;
    const std::string_view Target = Next->File->LinkTarget;
    if (Target.starts_with('/'))
      At = &root();
    pushComponents(Stack, Target);
  }
  return At;
}

const Node *FileSystem::find(std::string_view Path) const {
  return walk(Path, true);
}

const Node *FileSystem::findLink(std::string_view Path) const {
  return walk(Path, false);
}

const Node *FileSystem::resolve(const Node &N) const {
  return N.Id == Root ? &N : find(pathOf(N));
}

std::string FileSystem::pathOf(const Node &N) const {
  std::vector<std::string_view> Names;
  for (const Node *Up = &N; Up && Up->Id != Root; Up = Of->parent(*Up))
    Names.push_back(Up->Name);
  std::string Path;
  for (auto I = Names.rbegin(); I != Names.rend(); ++I)
    (Path += '/') += *I;
  return Path.empty() ? "/" : Path;
}

void FileSystem::forEachMember(
    const std::function<void(const Node &)> &Visit) const {
  std::vector<NodeId> Stack;
  const auto PushMembers = [&](const Node &N) {
    for (auto I = N.Children.rbegin(); I != N.Children.rend(); ++I)
      if (Of->node(*I).Kind == NodeKind::Member)
        Stack.push_back(*I);
  };
  // A regular file that is itself an archive has members of another file
  // system; one that merely has entries below it is a damaged directory.
  PushMembers(root());
  while (!Stack.empty()) {
    const Node &N = Of->node(Stack.back());
    Stack.pop_back();
    Visit(N);
    if (!N.HoldsFiles)
      PushMembers(N);
  }
}

void FileSystem::forEachFile(
    const std::function<void(const Node &)> &Visit) const {
  forEachMember([&](const Node &N) {
    if (N.isRegularFile())
      Visit(N);
  });
}
