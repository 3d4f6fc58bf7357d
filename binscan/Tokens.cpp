//===- binscan/Tokens.cpp - Finding tokens of services ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Tokens.h"

#include "binscan/KeyMaterial.h"
#include "firmcop/TokenForms.h"

#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

static const Marks TokenMarks({tokenMarks().begin(), tokenMarks().end()});

std::vector<Token> binscan::findTokens(const MarkedBytes &File) {
  const std::string_view Text = File.bytes().text();
  std::vector<Token> Tokens;
  std::set<std::string> Seen;
  const auto RangeOf = [&](std::string_view Part) {
    return Range{static_cast<std::uint64_t>(Part.data() - Text.data()),
                 Part.size()};
  };
  File.find(TokenMarks, [&](std::size_t Mark, std::uint64_t At) {
    const auto Found = tokenAt(Text, Mark, static_cast<std::size_t>(At));
    if (!Found)
      return;
    std::string Evidence =
        Found->Whose.empty() ? fingerprintOf(Bytes(Found->Secret)).substr(0, 16)
                             : Found->Whose;
    if (Seen.insert(Evidence).second)
      Tokens.push_back({Found->Kind, RangeOf(Found->Whole),
                        RangeOf(Found->Secret), std::move(Evidence),
                        Found->IsMild});
  });
  return Tokens;
}
