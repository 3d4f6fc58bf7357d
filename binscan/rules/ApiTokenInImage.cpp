//===- binscan/rules/ApiTokenInImage.cpp - Keys of services -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/Rule.h"
#include "binscan/Tokens.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  const std::vector<const Node *> Files = distinctLeaves(I);
  for (const Node *N : Files)
    for (const Token &T : findTokens(MarkedBytes(*N))) {
      const std::string_view Secret =
          N->bytes().text().substr(T.Secret.Offset, T.Secret.Length);
      R.fail({shownPath(I, *N), std::string(T.Kind), mask(Secret)},
             locate(I, *N, T.Where, T.Secret), T.Evidence,
             T.IsMild ? std::optional(Level::Warning) : std::nullopt);
    }
  R.checked(Files.size(), "files");
}

static const ArtifactRule Registered(rules::ApiTokenInImage, run);
