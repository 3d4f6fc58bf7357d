//===- binscan/trust/Trust.h - What may be trusted, and why -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every format of updates and boot images answers the same questions in its own
// way: is it signed, does the signature cover all of it, does it verify, whose
// key is it, may an older release come back, and does the device insist on all
// that? The answers are facts of one reading of the format, while the questions
// belong to different rules. So a format is judged in one file of this folder,
// which says what is wrong as flaws; a rule picks the flaws that are its own.
//
// "Does not verify" is said of three cases only: a hash that the image itself
// holds does not fit its data, a signature does not fit the key that it brings,
// or the image holds the key that the signature names and it does not fit. That
// a key is not in the image is no flaw of the image.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_TRUST_TRUST_H
#define FIRMCOP_BINSCAN_TRUST_TRUST_H

#include "binscan/Rule.h"
#include "binscan/Signature.h"
#include "binscan/Tree.h"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firmcop::binscan {

enum class FlawKind : std::uint8_t {
  Unsigned,         ///< no signature, or none over all of it, or a weak one
  Invalid,          ///< a signature or a hash does not fit
  PublishedKey,     ///< everybody has the private key
  NoRollback,       ///< an older release is taken as well
  UnverifiedBoot,   ///< a boot loader starts what is not signed
  UnverifiedUpdate, ///< an updater installs what is not signed
};

/// Something that keeps an image from being trusted.
struct Flaw {
  FlawKind Kind = FlawKind::Unsigned;
  /// In the image that was judged.
  NodeId On = 0;
  /// A line of a text file, from 1; 0 for the node as a whole.
  std::uint32_t Line = 0;
  /// The rest of a sentence that starts with the node's name.
  std::string What;
  /// See Finding::Evidence.
  std::string Evidence;
  Level As = Level::Error;
  /// Of UnverifiedUpdate: goes on after "... , but no signature is verified".
  std::string Because = {};
};

/// What is known about the trust in one image.
class TrustFacts {
public:
  std::vector<Flaw> Flaws;
  /// What was judged, in the plural, and for which kind of flaw.
  std::map<std::pair<FlawKind, std::string_view>, std::uint64_t> Counts;

  void add(FlawKind Kind, const Node &On, std::string What,
           std::string Evidence, Level As = Level::Error);
  void addAt(FlawKind Kind, const Node &On, std::uint32_t Line,
             std::string What, std::string Evidence, Level As = Level::Error);
  /// Says that one of \p Things was looked at for flaws of these kinds.
  void checked(std::string_view Things, std::initializer_list<FlawKind> For);

  /// Adds a flaw if \p Key is a published one. \p Verb says what \p On does
  /// with it: "is signed with", "trusts".
  void judgeKey(const Node &On, std::string_view Verb, const PublicKey &Key);
};

/// Judges the images of one format; write one as a static constant of a file
/// in this folder, which registers it.
class TrustJudge {
public:
  using Function = void (*)(const Image &, TrustFacts &);
  explicit TrustJudge(Function Run);
};

/// What all judges say, computed once for an image.
const TrustFacts &trustFactsOf(const Image &I);

/// A node's path below the image, for the text of a flaw: what is known of an
/// image depends on its bytes, not on where it lies.
std::string pathInside(const Image &I, const Node &N);

/// Reports the flaws of a kind; each with the node's path and the flaw as the
/// message's arguments.
void reportFlaws(const Image &I, FlawKind Kind, Report &R);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_TRUST_TRUST_H
