//===- binscan/rules/SharedDeviceIdentity.cpp - Twins -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/KeyMaterial.h"
#include "binscan/Rule.h"
#include "binscan/readers/KeyValue.h"
#include "firmcop/Base64.h"
#include "firmcop/Rules.h"

#include <algorithm>
#include <map>
#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::size_t Digits = 16;

/// What has been reported, so that one key in two files is one identity.
using Reported = std::set<std::string>;

/// Where OpenSSH and Dropbear look for the keys of the host by default.
bool isHostKeyPath(std::string_view Path) {
  const std::string_view Name = Path.substr(Path.rfind('/') + 1);
  return (Name.starts_with("ssh_host_") && Name.ends_with("_key")) ||
         (Path.find("dropbear") != std::string_view::npos &&
          Name.ends_with("_host_key"));
}

/// Keys of servers and of hosts: those in the place of a host key, and those
/// that a certificate of the image was issued for.
void judgeKeys(const Image &I, Report &R, Reported &Seen) {
  std::vector<std::pair<const Node *, const PrivateKey *>> Keys;
  std::map<std::string, std::string> SubjectOf; // by the key's fingerprint
  for (const Node *N : distinctLeaves(I)) {
    const KeyMaterial &Found = keyMaterialOf(*N);
    for (const PrivateKey &Key : Found.Keys)
      Keys.emplace_back(N, &Key);
    for (const Certificate &C : Found.Certificates)
      if (!C.Facts.IsAuthority || C.Facts.IsSelfSigned)
        SubjectOf.emplace(C.Facts.Key.Fingerprint, C.Facts.Subject);
  }
  for (const auto &[Where, Key] : Keys) {
    const std::string Path = shownPath(I, *Where);
    const auto Subject = SubjectOf.find(Key->Key.Fingerprint);
    std::string Use;
    if (isHostKeyPath(Path))
      Use = "SSH host key";
    // A program with both brings them for its tests.
    else if (Subject != SubjectOf.end() && isText(Where->bytes()))
      Use = "key of the certificate for '" + Subject->second + "'";
    if (Use.empty() || !Seen.insert(Key->Key.Fingerprint).second)
      continue;
    R.fail({Use, Path}, I.at(*Where), Key->Key.Fingerprint.substr(0, Digits));
  }
  R.checked(Keys.size(), "private keys");
}

bool isMachineId(std::string_view Text) {
  while (!Text.empty() && Text.back() <= ' ')
    Text.remove_suffix(1);
  return Text.size() == 32 && std::ranges::all_of(Text, [](char C) {
           return (C >= '0' && C <= '9') || (C >= 'a' && C <= 'f');
         });
}

void judgeMachineIds(const FileSystem &F, Report &R, Reported &Seen) {
  for (std::string_view Path :
       {"/etc/machine-id", "/var/lib/dbus/machine-id"}) {
    const Node *N = F.find(Path);
    if (!N || !N->isRegularFile())
      continue;
    R.checked(1, "machine ids");
    if (isMachineId(N->bytes().text()) && Seen.insert(N->Sha256).second)
      R.fail({"machine id", std::string(Path)}, F.image().at(*N), "machine-id",
             Level::Warning);
  }
}

/// WireGuard's private keys are 32 random bytes in base64.
bool isWireGuardKey(std::string_view Value) {
  if (Value.size() != 44 || !Value.ends_with('='))
    return false;
  const auto Key = decodeBase64(Value);
  return Key && Key->size() == 32 &&
         std::ranges::count(*Key, Key->front()) < 16;
}

void judgeWireGuard(const Image &I, Report &R, Reported &Seen) {
  const auto Judge = [&](const Node &N, std::string_view Value) {
    R.checked(1, "tunnel keys");
    if (!isWireGuardKey(Value) || !Seen.insert(std::string(Value)).second)
      return;
    const std::uint64_t At = Value.data() - N.bytes().text().data();
    R.fail({"WireGuard key", shownPath(I, N)},
           locate(I, N, {At, Value.size()}, {At, Value.size()}),
           fingerprintOf(Bytes(Value)).substr(0, Digits));
  };
  for (const Node *N : distinctLeaves(I)) {
    const std::string_view Text = N->bytes().text();
    if (N->bytes().size() > (1u << 20) || !isText(N->bytes()))
      continue;
    if (Text.find("[Interface]") != std::string_view::npos)
      for (const Setting &S : readSettings(Text, Syntax::Equals))
        if (S.Section == "Interface" && S.Key == "PrivateKey")
          Judge(*N, S.Value);
    if (Text.find("private_key") != std::string_view::npos)
      for (const UciSection &Section : readUci(Text))
        for (const UciOption &Option : Section.Options)
          if (Option.Key == "private_key")
            Judge(*N, Option.Value);
  }
}

void run(const Image &I, Report &R) {
  Reported Seen;
  judgeKeys(I, R, Seen);
  for (const FileSystem &F : I.rootFileSystems())
    judgeMachineIds(F, R, Seen);
  judgeWireGuard(I, R, Seen);
  R.notApplicable("the image holds no key and no id of a device");
}

const ArtifactRule Registered(rules::SharedDeviceIdentity, run);

} // namespace
