//===- binscan/trust/Uefi.cpp - Who UEFI Secure Boot trusts -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The variables in a UEFI flash volume name the keys of Secure Boot: PK may
// change KEK, KEK may change db, and db is who programs may be signed by (UEFI
// specification, 32.4.1). Vendors of reference code enroll test keys there that
// say so in their names, and whose private halves have leaked or are published.
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/readers/Text.h"
#include "binscan/trust/Trust.h"

#include <algorithm>
#include <array>
#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// EFI_CERT_X509_GUID, which starts a list of certificates.
constexpr std::string_view
    X509List("\xA1\x59\xC0\xA5\xE4\x94\xA7\x4A\x87\xB5\xAB\x15\x5C\x2B\xF0\x72",
             16);

struct Enrolled {
  std::string_view Variable;
  CertificateFacts Certificate;
  std::optional<PublicKey> Key;
};

/// The variable whose name, in UTF-16, stands right in front of \p At.
std::string_view variableBefore(std::string_view Text, std::size_t At) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> Names =
      {{{"PK", std::string_view("P\0K\0\0\0", 6)},
        {"KEK", std::string_view("K\0E\0K\0\0\0", 8)},
        {"db", std::string_view("d\0b\0\0\0", 6)}}};
  for (const auto &[Name, Wide] : Names)
    if (Text.substr(0, At).ends_with(Wide))
      return Name;
  return {};
}

/// The certificates of the lists at \p At, one behind the other.
void readLists(Bytes B, std::size_t At, std::string_view Variable,
               std::vector<Enrolled> &All) {
  constexpr std::uint64_t ListHeader = 28, OwnerSize = 16;
  while (B.hasAt(At, X509List) && B.contains(At, ListHeader)) {
    const std::uint64_t Size = *B.u32le(At + 16), Skip = *B.u32le(At + 20),
                        Each = *B.u32le(At + 24);
    if (Each <= OwnerSize || Size < ListHeader + Skip + Each ||
        !B.contains(At, Size))
      return;
    const Bytes Der =
        *B.slice(At + ListHeader + Skip + OwnerSize, Each - OwnerSize);
    if (auto Facts = readCertificate(Der))
      All.push_back({Variable, std::move(*Facts), readCertificateKey(Der)});
    At += Size;
  }
}

/// Words by which those who made a key say that it is none to be used.
bool saysTest(const CertificateFacts &C) {
  constexpr auto Words = std::to_array<std::string_view>(
      {"do not trust", "do not ship", "snakeoil", "snake oil",
       "insecure test"});
  const std::string Name = lower(C.SubjectName);
  return std::ranges::any_of(
      Words, [&](std::string_view Word) { return contains(Name, Word); });
}

void judgeVolume(const Node &N, TrustFacts &Facts) {
  const std::string_view Text = N.bytes().text();
  std::vector<Enrolled> All;
  for (std::size_t At = 0; (At = Text.find(X509List, At)) != Text.npos; ++At)
    if (const std::string_view Variable = variableBefore(Text, At);
        !Variable.empty())
      readLists(N.bytes(), At, Variable, All);
  if (All.empty())
    return;
  Facts.checked("UEFI key stores", {FlawKind::PublishedKey});
  // The same key is often all three; what it is as PK matters most.
  std::ranges::sort(All, {}, [](const Enrolled &E) {
    return E.Variable == "PK" ? 0 : E.Variable == "KEK" ? 1 : 2;
  });
  std::set<std::string> Seen;
  for (const Enrolled &E : All) {
    if (!Seen.insert(E.Certificate.Fingerprint).second)
      continue;
    const std::string Verb =
        "trusts, as " + std::string(E.Variable) + " of UEFI Secure Boot,";
    if (saysTest(E.Certificate))
      Facts.add(FlawKind::PublishedKey, N,
                Verb + " a test key that is not to be shipped ('" +
                    printable(E.Certificate.Subject) + "')",
                "uefi-" + E.Certificate.Fingerprint.substr(0, 16));
    else if (E.Key)
      Facts.judgeKey(N, Verb, *E.Key);
  }
}

const TrustJudge Registered([](const Image &I, TrustFacts &Facts) {
  for (const Node *N : I.withFormat("uefi-volume"))
    judgeVolume(*N, Facts);
});

} // namespace
