//===- binscan/filesystems/Walk.cpp - From inodes to a tree -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/filesystems/Walk.h"

#include "binscan/readers/Text.h"

#include <map>
#include <set>
#include <utility>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

class Walk {
public:
  Walk(InodeSource &From, Unpacking &U) : From(From), U(U) {}

  void run(std::uint64_t Root) {
    Entered.insert(Root);
    Pending.push_back({"", Root});
    while (!Pending.empty()) {
      const Directory D = std::move(Pending.back());
      Pending.pop_back();
      if (!enter(D))
        return;
    }
  }

private:
  struct Directory {
    std::string Path;
    std::uint64_t Inode;
  };

  bool enter(const Directory &D) {
    InodeSource::Listing L = From.list(D.Inode);
    if (!L.Damage.empty())
      U.damaged("has the directory '" + printable(D.Path) +
                "/' that could not be read: " + L.Damage);
    for (const InodeSource::Entry &E : L.Entries) {
      const std::string Path = pathBelow(D.Path, E.Name, U);
      std::optional<FileAttributes> A = From.attributesOf(E.Inode);
      if (!A) {
        U.damaged("has the entry '" + printable(Path) +
                  "' without an inode that could be read; it was left out");
        continue;
      }
      const bool IsDirectory = A->Type == FileType::Directory;
      Blob Content =
          A->Type == FileType::Regular ? contentOf(E.Inode, Path) : Blob();
      if (!U.addMember(Path, std::move(*A), std::move(Content)))
        return false;
      if (IsDirectory)
        enterLater(Path, E.Inode);
    }
    return true;
  }

  void enterLater(const std::string &Path, std::uint64_t Inode) {
    // Only a damaged file system nests deeper than a path may be long.
    constexpr std::size_t LongestPath = 4096;
    if (Path.size() >= LongestPath)
      U.damaged("nests its directories deeper than a path can be long");
    else if (Entered.insert(Inode).second)
      Pending.push_back({Path, Inode});
    else
      U.damaged("has the directory '" + printable(Path) +
                "/' in more than one place; it is shown in the first");
  }

  Blob contentOf(std::uint64_t Inode, const std::string &Path) {
    const auto [Known, IsNew] = Contents.try_emplace(Inode, Blob());
    if (!IsNew)
      return Known->second;
    FileContent C = From.read(Inode, U.limits().allowed(U.bytes().size()));
    if (!C.Damage.empty())
      U.damaged("has the file '" + printable(Path) +
                "' that could not all be read: " + C.Damage);
    if (C.IsTooLarge)
      U.tooLarge("has the file '" + printable(Path) + "'");
    return Known->second = Blob(std::move(C.Data));
  }

  InodeSource &From;
  Unpacking &U;
  std::vector<Directory> Pending;
  std::set<std::uint64_t> Entered;
  std::map<std::uint64_t, Blob> Contents;
};

} // namespace

std::string binscan::pathBelow(const std::string &Directory,
                               const std::string &Name, Unpacking &U) {
  const bool IsPossible = !Name.empty() && Name != "." && Name != ".." &&
                          Name.find('/') == std::string::npos &&
                          Name.find('\0') == std::string::npos;
  if (IsPossible)
    return Directory + '/' + Name;
  const std::string Shown = Name.empty() ? "%" : escapeName(Name);
  U.damaged("has an entry whose name '" + printable(Name) +
            "' no system allows; it is shown as '" + Shown + "'");
  return Directory + '/' + Shown;
}

void binscan::walkInodes(InodeSource &From, std::uint64_t Root, Unpacking &U) {
  Walk(From, U).run(Root);
}
