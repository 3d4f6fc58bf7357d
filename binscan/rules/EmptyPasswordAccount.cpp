//===- binscan/rules/EmptyPasswordAccount.cpp -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/rules/AccountFiles.h"
#include "firmcop/Rules.h"

using namespace firmcop;
using namespace firmcop::binscan;

static void run(const Image &I, Report &R) {
  for (const LoginAccount &A : accountsOf(I, R))
    if (A.How == Scheme::Empty && A.CanLogIn)
      R.fail({A.Name, A.Shell.empty() ? "/bin/sh" : A.Shell}, A.where(I),
             A.Name);
}

static const ArtifactRule Registered(rules::EmptyPasswordAccount, run);
