//===- binscan/rules/ThirdPartyDataEndpoint.cpp ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/Literals.h"
#include "binscan/Rule.h"
#include "binscan/readers/Placeholders.h"
#include "firmcop/DataEndpoints.h"
#include "firmcop/Rules.h"

#include <map>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

const Marks Domains([] {
  std::vector<std::string_view> Texts;
  for (const DataEndpoint &E : dataEndpoints())
    Texts.push_back(E.Domain);
  return Texts;
}());

} // namespace

static void judge(const Image &I, const Node &N, Report &R) {
  std::map<std::size_t, std::uint64_t> First; // offset by endpoint
  MarkedBytes(N).find(Domains, [&](std::size_t Which, std::uint64_t At) {
    if (isHostAt(N.bytes().text(), At, dataEndpoints()[Which].Domain.size()))
      First.try_emplace(Which, At);
  });
  if (First.size() > MaxEndpointsInUse)
    return;
  for (const auto &[Which, At] : First) {
    const DataEndpoint &E = dataEndpoints()[Which];
    R.review({shownPath(I, N), std::string(E.Domain), std::string(E.Owner)},
             locate(I, N, {At, E.Domain.size()}), std::string(E.Domain));
  }
}

static void run(const Image &I, Report &R) {
  std::uint64_t Files = 0;
  for (const Node *N : distinctLeaves(I))
    if (!isDocumentation(I.path(*N))) {
      ++Files;
      judge(I, *N, R);
    }
  R.checked(Files, "files");
}

static const ArtifactRule Registered(rules::ThirdPartyDataEndpoint, run);
