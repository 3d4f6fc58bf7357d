//===- binscan/Content.cpp - Reading every content once ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"

#include "binscan/readers/Text.h"

#include <span>
#include <unordered_set>

using namespace firmcop;
using namespace firmcop::binscan;

std::vector<const Node *> binscan::distinctLeaves(const Image &I) {
  std::vector<const Node *> Distinct;
  std::unordered_set<std::string_view> Seen;
  for (const Node *N : I.leaves())
    if (N->Sha256.empty() || Seen.insert(N->Sha256).second)
      Distinct.push_back(N);
  return Distinct;
}

bool binscan::isText(Bytes File) {
  constexpr std::uint64_t Enough = 4096;
  return File.first(Enough).text().find('\0') == std::string_view::npos;
}

Location binscan::locate(const Image &I, const Node &N, Range What,
                         Range Secret) {
  if (!isText(N.bytes()))
    return I.atBytes(N, What);
  return I.at(N, What, std::span(&Secret, Secret.Length != 0 ? 1 : 0));
}

std::string binscan::shownPath(const Image &I, const Node &N) {
  if (const auto In = I.fileSystemOf(N))
    return printable(In->pathOf(N));
  return I.path(N);
}
