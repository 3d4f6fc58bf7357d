//===- binscan/rules/UnsignedPackageFeed.cpp --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

/// The regular files of a directory, and the file of that path itself.
static std::vector<const Node *> filesAt(const FileSystem &F,
                                         std::string_view Path) {
  std::vector<const Node *> Found;
  const Node *N = F.find(Path);
  if (N && N->isRegularFile())
    Found.push_back(N);
  if (N && N->isDirectory())
    for (NodeId Id : N->Children)
      if (const Node *Child = F.resolve(F.image().node(Id));
          Child && Child->isRegularFile())
        Found.push_back(Child);
  return Found;
}

/// opkg: signatures are off unless "option check_signature" turns them on, in
/// any of the files.
static void judgeOpkg(const FileSystem &F, Report &R) {
  const Node *FirstFeed = nullptr;
  std::uint32_t FeedLine = 1;
  bool IsChecked = false;
  for (const char *Path : {"/etc/opkg.conf", "/etc/opkg"})
    for (const Node *File : filesAt(F, Path))
      for (const Line &L : splitLines(File->bytes().text())) {
        const std::vector<std::string_view> W = splitWords(L.Text);
        if (W.size() >= 2 && W[0] == "option" && W[1] == "check_signature")
          IsChecked = W.size() == 2 || isTrue(W[2]);
        else if (W.size() >= 3 && W[0].starts_with("src") && !FirstFeed) {
          FirstFeed = File;
          FeedLine = L.Number;
        }
      }
  if (!FirstFeed)
    return;
  R.checked(1, "package managers");
  if (!IsChecked)
    R.fail({printable(F.pathOf(*FirstFeed)), "opkg",
            "add 'option check_signature' to /etc/opkg.conf"},
           R.image().atLine(*FirstFeed, FeedLine), "opkg");
}

/// apt: a source can be trusted without a signature, and so can all of them.
static void judgeApt(const FileSystem &F, Report &R) {
  for (const char *Path : {"/etc/apt/sources.list", "/etc/apt/sources.list.d"})
    for (const Node *File : filesAt(F, Path)) {
      R.checked(1, "package sources");
      for (const Line &L : splitLines(File->bytes().text())) {
        const std::string Text = lower(trim(L.Text));
        for (const std::string Option : {"trusted", "allow-insecure"}) {
          const bool InLine =
              Text.starts_with("deb") && contains(Text, Option + "=yes");
          if (InLine || Text == Option + ": yes")
            R.fail({printable(F.pathOf(*File)), "apt",
                    "remove '" + Option + "=yes'"},
                   R.image().atLine(*File, L.Number), "apt " + Option);
        }
      }
    }
  for (const char *Path : {"/etc/apt/apt.conf", "/etc/apt/apt.conf.d"})
    for (const Node *File : filesAt(F, Path))
      for (const Line &L : splitLines(File->bytes().text())) {
        const std::string Text = lower(trim(L.Text));
        if (Text.starts_with("//") || Text.starts_with('#'))
          continue;
        for (std::string_view Key :
             {"allowunauthenticated", "allowinsecurerepositories",
              "allowdowngradetoinsecurerepositories"})
          if (contains(Text, Key) &&
              (contains(Text, "\"true\"") || contains(Text, "\"1\"") ||
               contains(Text, "\"yes\"") || contains(Text, " true")))
            R.fail({printable(F.pathOf(*File)), "apt", "remove the setting"},
                   R.image().atLine(*File, L.Number), std::string(Key));
      }
}

/// dnf, yum and zypper: "gpgcheck=0".
static void judgeRpm(const FileSystem &F, Report &R) {
  for (const char *Path : {"/etc/yum.conf", "/etc/dnf/dnf.conf",
                           "/etc/yum.repos.d", "/etc/zypp/repos.d"})
    for (const Node *File : filesAt(F, Path)) {
      R.checked(1, "package sources");
      for (const Setting &S :
           readSettings(File->bytes().text(), Syntax::Equals))
        if (S.Key == "gpgcheck" && !isTrue(S.Value))
          R.fail({printable(F.pathOf(*File)), "rpm", "set 'gpgcheck=1'"},
                 R.image().atLine(*File, S.Line),
                 "gpgcheck " + std::string(S.Section));
    }
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no package manager with sources");
  for (const FileSystem &F : I.rootFileSystems()) {
    judgeOpkg(F, R);
    judgeApt(F, R);
    judgeRpm(F, R);
  }
}

static const ArtifactRule Registered(rules::UnsignedPackageFeed, run);
