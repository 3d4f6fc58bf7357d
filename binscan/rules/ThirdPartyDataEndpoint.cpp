//===- binscan/rules/ThirdPartyDataEndpoint.cpp ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/Literals.h"
#include "binscan/Rule.h"
#include "binscan/readers/Placeholders.h"
#include "firmcop/Rules.h"

#include <array>
#include <map>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

struct Endpoint {
  std::string_view Domain, Owner;
};
constexpr auto Endpoints = std::to_array<Endpoint>({
#define ENDPOINT(DOMAIN, OWNER) {DOMAIN, OWNER},
#include "binscan/data/DataEndpoints.inc"
#undef ENDPOINT
});

/// A list of so many services is there to block them.
constexpr std::size_t MaxInOneFile = 6;

bool isNameByte(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
         (C >= '0' && C <= '9') || C == '-' || C == '_';
}

/// Whether the domain stands there as a whole or below a subdomain, and not as
/// part of another name or of an address for mail.
bool isHost(std::string_view In, std::uint64_t At, std::size_t Length) {
  if (At > 0 && (isNameByte(In[At - 1]) || In[At - 1] == '@'))
    return false;
  const std::uint64_t End = At + Length;
  if (End >= In.size())
    return true;
  if (In[End] == '.')
    return End + 1 >= In.size() || !isNameByte(In[End + 1]);
  return !isNameByte(In[End]);
}

const Marks Domains([] {
  std::vector<std::string_view> Texts;
  for (const Endpoint &E : Endpoints)
    Texts.push_back(E.Domain);
  return Texts;
}());

} // namespace

static void judge(const Image &I, const Node &N, Report &R) {
  std::map<std::size_t, std::uint64_t> First; // offset by endpoint
  MarkedBytes(N).find(Domains, [&](std::size_t Which, std::uint64_t At) {
    if (isHost(N.bytes().text(), At, Endpoints[Which].Domain.size()))
      First.try_emplace(Which, At);
  });
  if (First.size() > MaxInOneFile)
    return;
  for (const auto &[Which, At] : First) {
    const Endpoint &E = Endpoints[Which];
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
