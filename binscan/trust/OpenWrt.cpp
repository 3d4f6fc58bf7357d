//===- binscan/trust/OpenWrt.cpp - sysupgrade images ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Text.h"
#include "binscan/readers/Usign.h"
#include "binscan/trust/Trust.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// Follows the chain from a key of the image to the signature of the firmware.
/// A chain that starts with a key that is nowhere in the image proves nothing,
/// but its own links still have to fit each other.
void judgeChain(const Node &N, const FwtoolTail &Tail,
                const std::vector<UsignKey> &Known, TrustFacts &Facts) {
  const UsignKey *Vouched = nullptr;
  for (const UcertLink &Link : Tail.Chain) {
    const UsignKey *By = findUsignKey(Known, Link.Signature.Number);
    if (!By && Vouched && Vouched->Number == Link.Signature.Number)
      By = Vouched;
    const bool IsImage = Link.Payload.empty();
    if (By && !verifiesEd25519(By->Key, IsImage ? Tail.Signed : Link.Payload,
                               Bytes(Link.Signature.Value)))
      Facts.add(FlawKind::Invalid, N,
                std::string(IsImage ? "has a signature" : "has a certificate") +
                    " that the key " + By->Number +
                    " did not make: it was changed after it was signed",
                IsImage ? "fwtool signature" : "ucert link");
    if (Link.Key)
      Vouched = &*Link.Key;
  }
  if (std::ranges::none_of(Tail.Chain, [](const UcertLink &Link) {
        return Link.Payload.empty();
      }))
    Facts.add(FlawKind::Unsigned, N,
              "has a certificate of OpenWrt's but no signature of the image",
              "fwtool");
}

void judgeImages(const Image &I, TrustFacts &Facts) {
  const std::vector<UsignKey> Known = usignKeysOf(I);
  for (const Node &N : I.nodes()) {
    if (N.Kind != NodeKind::Image && N.Kind != NodeKind::Member &&
        N.Kind != NodeKind::Content)
      continue;
    const std::optional<FwtoolTail> Tail = readFwtoolTail(N.bytes());
    if (!Tail)
      continue;
    Facts.checked("OpenWrt images", {FlawKind::Unsigned, FlawKind::Invalid});
    if (Tail->HasSignature)
      judgeChain(N, *Tail, Known, Facts);
    else
      Facts.add(FlawKind::Unsigned, N,
                "is an OpenWrt image with metadata and without a signature",
                "fwtool");
  }
}

/// Whether a script says so in an assignment, exported or not.
bool setsRequired(std::string_view Script) {
  for (const Line &L : splitLines(Script)) {
    std::string_view Text = trim(L.Text);
    if (Text.starts_with("export "))
      Text = trim(Text.substr(7));
    if (Text.starts_with("REQUIRE_IMAGE_SIGNATURE=") &&
        unquote(trim(Text.substr(24))).starts_with('1'))
      return true;
  }
  return false;
}

/// sysupgrade asks fwtool.sh, and that takes an image without a signature
/// unless the platform's part of /lib/upgrade sets a variable.
void judgeSysupgrade(const FileSystem &F, TrustFacts &Facts) {
  const Node *Script = F.find("/lib/upgrade/fwtool.sh");
  if (!Script || !Script->isRegularFile())
    return;
  const std::string_view Text = Script->bytes().text();
  std::uint32_t Line = 0;
  for (const binscan::Line &L : splitLines(Text))
    if (Line == 0 && contains(L.Text, "REQUIRE_IMAGE_SIGNATURE"))
      Line = L.Number;
  if (Line == 0)
    return;
  bool IsRequired = false;
  F.forEachFile([&](const Node &File) {
    const std::string Path = F.pathOf(File);
    if (Path.starts_with("/lib/upgrade/") || Path == "/sbin/sysupgrade" ||
        Path.starts_with("/lib/functions/") || Path == "/etc/sysupgrade.conf")
      IsRequired = IsRequired || setsRequired(File.bytes().text());
  });
  Facts.checked("updaters", {FlawKind::UnverifiedUpdate});
  if (!IsRequired)
    Facts.Flaws.push_back({FlawKind::UnverifiedUpdate, Script->Id, Line,
                           "installs the image that sysupgrade is given",
                           "sysupgrade", Level::Warning,
                           " where the image has none, as nothing sets "
                           "REQUIRE_IMAGE_SIGNATURE=1"});
}

const TrustJudge Registered([](const Image &I, TrustFacts &Facts) {
  judgeImages(I, Facts);
  for (const FileSystem &F : I.rootFileSystems())
    judgeSysupgrade(F, Facts);
});

} // namespace
