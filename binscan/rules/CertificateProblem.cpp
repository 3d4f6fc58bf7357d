//===- binscan/rules/CertificateProblem.cpp - X.509 -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/KeyMaterial.h"
#include "binscan/Programs.h"
#include "binscan/Rule.h"
#include "firmcop/Rules.h"

#include <chrono>
#include <map>
#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr unsigned MinRsaBits = 2048;
constexpr unsigned MinEcBits = 224;
constexpr std::size_t Digits = 16;

std::chrono::sys_days dayOf(std::int64_t Seconds) {
  return std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(Seconds)));
}

std::string dateOf(std::int64_t Seconds) {
  const std::chrono::year_month_day Date(dayOf(Seconds));
  char Text[32];
  std::snprintf(
      Text, sizeof(Text), "%04d-%02u-%02u", static_cast<int>(Date.year()),
      static_cast<unsigned>(Date.month()), static_cast<unsigned>(Date.day()));
  return Text;
}

/// A root of trust: its own signature proves nothing and is never checked.
bool isTrustAnchor(const CertificateFacts &C) {
  return C.IsAuthority && C.IsSelfSigned;
}

bool isWeakKey(const KeyFacts &Key) {
  return (Key.Kind == "RSA" && Key.Bits < MinRsaBits) ||
         (Key.Kind == "EC" && Key.Bits < MinEcBits);
}

/// Test certificates come inside of the libraries that use them.
bool isLibrary(const Node &N) {
  const ElfFile *File = elfOf(N);
  return File && File->Role == ElfRole::SharedLibrary;
}

class Judge {
public:
  Judge(const Image &I, Report &R) : I(I), R(R) {
    for (const Node *N : distinctLeaves(I))
      for (const PrivateKey &Key : keyMaterialOf(*N).Keys)
        OwnKeys.insert(Key.Key.Fingerprint);
    for (const Node *N : distinctLeaves(I))
      for (const Certificate &C : keyMaterialOf(*N).Certificates)
        if (!C.Facts.IsSelfSigned)
          Issuers.insert(C.Facts.IssuerName);
  }

  void judge(const Node &N) {
    const std::vector<Certificate> &All = keyMaterialOf(N).Certificates;
    if (All.empty() || isLibrary(N))
      return;
    for (const Certificate &C : All)
      if (Seen.insert(C.Facts.Fingerprint).second)
        judge(N, C, All.size());
    R.checked(All.size(), "certificates");
  }

  /// Trust stores are maintained as a whole, so one result for each.
  void reportAnchors() {
    for (const auto &[Store, Expired] : ExpiredAnchors)
      R.fail({Store, Expired.Count == 1
                         ? "a trust anchor that has expired"
                         : std::to_string(Expired.Count) +
                               " trust anchors that have expired"},
             I.at(*Expired.First), "anchors", Level::Note);
  }

private:
  void judge(const Node &N, const Certificate &C, std::size_t InSameFile) {
    const CertificateFacts &F = C.Facts;
    const bool IsExpired = dayOf(F.NotAfter) < R.today();
    // The device's own certificate may say that it is an authority, because
    // that is what openssl's command makes by default.
    const bool IsOwn = OwnKeys.contains(F.Key.Fingerprint);
    const bool IsAnchor = isTrustAnchor(F) && !IsOwn;
    std::string Faults;
    std::optional<Level> As = Level::Note;
    const auto Add = [&](std::string Fault) {
      Faults += (Faults.empty() ? "" : " and ") + Fault;
    };
    if (IsExpired && IsAnchor)
      addExpiredAnchor(N, InSameFile);
    else if (IsExpired)
      Add("expired on " + dateOf(F.NotAfter));
    if (isWeakKey(F.Key))
      Add("has a key of " + std::to_string(F.Key.Bits) + " bits");
    if (!F.IsSelfSigned &&
        (F.SignatureHash.starts_with("MD") || F.SignatureHash == "SHA1"))
      Add("is signed with " + F.SignatureHash);
    if (!Faults.empty())
      As = std::nullopt; // the rule's own
    if (IsOwn && isUsedAsAuthority(F)) {
      As = Level::Error;
      Add("is an authority whose private key is in the image, so that "
          "everybody "
          "can issue certificates in its name");
      return report(N, C, Faults, As);
    }
    if (F.IsSelfSigned && !IsAnchor)
      Add("is self-signed, so that no client can tell it from an attacker's");
    if (Faults.empty())
      return;
    report(N, C, Faults, As);
  }

  void report(const Node &N, const Certificate &C, const std::string &Faults,
              std::optional<Level> As) {
    R.fail({shownPath(I, N),
            "the certificate of '" + C.Facts.Subject + "', which " + Faults},
           isText(N.bytes()) ? I.at(N, {C.Offset, 0}) : I.at(N),
           C.Facts.Fingerprint.substr(0, Digits), As);
  }

  /// Not only able to issue certificates, which many a server's own is by
  /// accident, but meant to or seen to.
  bool isUsedAsAuthority(const CertificateFacts &F) const {
    return F.IsAuthority && (!F.IsSelfSigned || F.IsForSigning ||
                             Issuers.contains(F.SubjectName));
  }

  void addExpiredAnchor(const Node &N, std::size_t InSameFile) {
    std::string Store = shownPath(I, N);
    const std::size_t Slash = Store.rfind('/');
    if (InSameFile == 1 && Slash != std::string::npos && Slash != 0)
      Store.resize(Slash);
    Anchors &A =
        ExpiredAnchors.try_emplace(Store, Anchors{&N, 0}).first->second;
    ++A.Count;
  }

  struct Anchors {
    const Node *First;
    std::size_t Count;
  };

  const Image &I;
  Report &R;
  std::set<std::string> OwnKeys; ///< fingerprints
  std::set<std::string> Issuers; ///< names, in DER
  std::set<std::string> Seen;
  std::map<std::string, Anchors> ExpiredAnchors; ///< by file or folder
};

void run(const Image &I, Report &R) {
  Judge J(I, R);
  for (const Node *N : distinctLeaves(I))
    J.judge(*N);
  J.reportAnchors();
  R.notApplicable("the image has no X.509 certificate");
}

const ArtifactRule Registered(rules::CertificateProblem, run);

} // namespace
