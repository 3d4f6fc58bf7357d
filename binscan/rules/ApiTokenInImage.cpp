//===- binscan/rules/ApiTokenInImage.cpp - Keys of services -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/Rule.h"
#include "binscan/Tokens.h"
#include "binscan/adapters/Sqlite.h"
#include "firmcop/Rules.h"

#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

/// The values of a database, one a line: in the file they follow each other
/// without anything between.
static std::string valuesOf(const Node &N) {
  constexpr std::uint64_t LargestDatabase = std::uint64_t(16) << 20;
  std::string Text;
  if (!isSqlite(N.bytes()) || N.bytes().size() > LargestDatabase)
    return Text;
  for (const DatabaseTable &T : readSqlite(N.bytes()))
    for (const std::vector<std::string> &Row : T.Rows)
      for (const std::string &Value : Row)
        Text += Value + '\n';
  return Text;
}

static void report(const Image &I, const Node &N, const Token &T,
                   std::string_view Secret, Range Where, Range Hidden,
                   Report &R) {
  R.fail({shownPath(I, N), std::string(T.Kind), mask(Secret)},
         locate(I, N, Where, Hidden), T.Evidence,
         T.IsMild ? std::optional(Level::Warning) : std::nullopt);
}

static void run(const Image &I, Report &R) {
  const std::vector<const Node *> Files = distinctLeaves(I);
  for (const Node *N : Files) {
    std::set<std::string> Known;
    for (const Token &T : findTokens(MarkedBytes(*N))) {
      const std::string_view Secret =
          N->bytes().text().substr(T.Secret.Offset, T.Secret.Length);
      Known.insert(T.Evidence);
      report(I, *N, T, Secret, T.Where, T.Secret, R);
    }
    const std::string Values = valuesOf(*N);
    for (const Token &T : findTokens(MarkedBytes(Bytes(Values)))) {
      const std::string Secret =
          Values.substr(T.Secret.Offset, T.Secret.Length);
      const std::size_t At = N->bytes().text().find(Secret);
      const Range Where =
          At == std::string_view::npos ? Range() : Range{At, Secret.size()};
      if (Known.insert(T.Evidence).second)
        report(I, *N, T, Secret, Where, Where, R);
    }
  }
  R.checked(Files.size(), "files");
}

static const ArtifactRule Registered(rules::ApiTokenInImage, run);
