//===- binscan/rules/IncompleteFactoryReset.cpp ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/BootGraph.h"
#include "binscan/readers/ResetScripts.h"
#include "binscan/readers/Shell.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>
#include <array>
#include <map>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// A file system that keeps what is written to it.
struct Storage {
  std::string Device;
  std::string Place;
  const Node *File = nullptr; ///< that mounts it
  std::uint32_t Line = 1;
};

} // namespace

static constexpr auto Persistent = std::to_array<std::string_view>(
    {"ext2", "ext3", "ext4", "jffs2", "ubifs", "yaffs2", "f2fs", "vfat",
     "btrfs", "xfs", "exfat"});

static bool isReadOnly(std::string_view Options) {
  const std::vector<std::string_view> All = splitFields(Options, ',');
  return std::ranges::find(All, "ro") != All.end();
}

/// Places where no user data are: the system itself, what the factory has left,
/// and media of others.
static bool isData(std::string_view Place) {
  if (Place.size() < 2 || !Place.starts_with('/') || contains(Place, "$") ||
      Place.starts_with("/mnt/usb") || Place.starts_with("/mnt/sd"))
    return false;
  for (std::string_view Top : {"/boot", "/media", "/rom", "/proc", "/sys",
                               "/factory", "/tmp", "/run", "/dev"})
    if (Place == Top || Place.starts_with(std::string(Top) + "/"))
      return false;
  return Place != "/mnt";
}

static std::vector<Storage> storages(const FileSystem &F) {
  std::map<std::string, Storage> Found; // by place
  const auto Add = [&](Storage S, std::string_view Type,
                       std::string_view Options) {
    if (std::ranges::find(Persistent, Type) != Persistent.end() &&
        !isReadOnly(Options) && isData(S.Place))
      Found.try_emplace(S.Place, S);
  };
  if (const Node *Table = F.find("/etc/fstab"); Table && Table->isRegularFile())
    for (const Line &L : splitLines(Table->bytes().text())) {
      const std::vector<std::string_view> W = splitWords(L.Text);
      if (W.size() >= 4 && !W[0].starts_with('#'))
        Add({std::string(W[0]), std::string(W[1]), Table, L.Number}, W[2],
            W[3]);
    }
  for (const StartedCommand &C : bootGraph(F).Commands) {
    if (C.program() != "mount" || C.Arguments.size() < 5)
      continue;
    const auto Type = C.valueOf("-t");
    if (Type)
      Add({C.Arguments[C.Arguments.size() - 2], C.Arguments.back(), C.File,
           C.Line},
          *Type, C.valueOf("-o").value_or(""));
  }
  std::vector<Storage> All;
  for (auto &[Place, S] : Found)
    All.push_back(std::move(S));
  return All;
}

/// Every word of a script that could name a place or a device, with constants
/// put in; and whether one is made at run time.
class Words {
public:
  void read(const shell::Node &N, unsigned Depth = 0) {
    if (Depth > 200 || All.size() > 10'000)
      return;
    for (const shell::Assignment &A : N.Assignments)
      if (A.Value.isLiteral())
        Values[A.Name] = A.Value.text();
    for (const shell::Word &W : N.Words) {
      std::string Text;
      for (const shell::WordPart &P : W.Parts)
        if (P.Of == shell::WordPart::Kind::Variable) {
          const auto Known = Values.find(P.Text);
          if (Known == Values.end())
            Text += "$" + P.Text;
          else
            Text += Known->second;
        } else {
          Text += P.Text;
        }
      All.push_back(std::move(Text));
    }
    for (const auto &Child : N.Children)
      read(*Child, Depth + 1);
  }

  std::vector<std::string> All;

private:
  std::map<std::string, std::string> Values;
};

/// Whether the words of a reset name the storage, a directory above it, its
/// device or its whole content.
static bool erases(const Words &W, const Storage &S) {
  return std::ranges::any_of(W.All, [&](std::string_view Word) {
    while (Word.ends_with('/') || Word.ends_with('*') || Word.ends_with('.'))
      Word.remove_suffix(1);
    if (Word.empty())
      return false;
    return Word == S.Place || Word == S.Device || Word == baseName(S.Device) ||
           S.Device.ends_with(":" + std::string(Word)) ||
           // Flash is erased as mtd4 and mounted as mtdblock4.
           (contains(S.Device, "mtdblock") &&
            Word.ends_with("mtd" +
                           S.Device.substr(S.Device.find("block") + 5)));
  });
}

/// Commands that leave nothing: what they erase is what the system writes to.
static bool erasesEverything(const Words &W) {
  return std::ranges::any_of(W.All, [](std::string_view Word) {
    return Word == "jffs2reset" || Word == "firstboot" ||
           Word == "rootfs_data" || Word.starts_with('$');
  });
}

static void judge(const FileSystem &F, Report &R) {
  const std::vector<Storage> All = storages(F);
  const std::vector<const Node *> Scripts = resetScripts(F);
  if (All.empty() || Scripts.empty())
    return;
  Words W;
  for (const Node *Script : Scripts)
    W.read(*shell::parse(Script->bytes().text()));
  R.checked(All.size(), "places that keep data");
  const bool ErasesSome =
      std::ranges::any_of(All, [&](const Storage &S) { return erases(W, S); });
  // A reset that names none of them works in a way that is not seen here.
  if (!ErasesSome || erasesEverything(W))
    return;
  for (const Storage &S : All)
    if (!erases(W, S)) {
      Finding Found(
          R.rule(), Kind::Review,
          {printable(F.pathOf(*Scripts.front())),
           "'" + printable(S.Place) + "' on '" + printable(S.Device) + "'"},
          R.image().at(*Scripts.front()));
      Found.Evidence = S.Place;
      Found.Related.push_back(
          {R.image().atLine(*S.File, S.Line), "it is mounted here"});
      R.add(std::move(Found));
    }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("no root file system of the image has both a script that "
                  "resets it and a place of its own for data");
  for (const FileSystem &F : I.rootFileSystems())
    judge(F, R);
}

static const ArtifactRule Registered(rules::IncompleteFactoryReset, run);
