//===- checks/Plugin.cpp - The clang-tidy plugin --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy promises nothing about its interfaces from one major version to
// the next, and a plugin in the wrong host either crashes or, worse, finds
// nothing. So the plugin asks the host for its version before it touches
// anything, by a function that every version has.
//
// That works as long as the host can load the plugin at all: functions are
// looked up when they are called, but every vtable and typeinfo the checks
// refer to must exist in other versions, too. test/driver/version-guard.test
// tells when one does not (llvm::formatv needs such a one); use something else
// then.
//
//===----------------------------------------------------------------------===//

#include "checks/Module.h"

#include "clang/Basic/Version.h"

#include <cstdio>
#include <cstdlib>
#include <string>

/// The major version of the clang that runs this, or 0.
static int hostMajorVersion() {
  std::string Full = clang::getClangFullVersion();
  std::size_t At = Full.find("version ");
  return At == std::string::npos ? 0 : std::atoi(Full.c_str() + At + 8);
}

__attribute__((constructor)) static void load() {
  int Host = hostMajorVersion();
  if (Host == CLANG_VERSION_MAJOR) {
    firmcop::registerModule();
    return;
  }
  std::fprintf(stderr,
               "firmcop: this plugin needs clang-tidy %d, but was loaded into "
               "clang-tidy %d; its checks are off. Use clang-tidy-%d or "
               "firmcop-tidy.\n",
               CLANG_VERSION_MAJOR, Host, CLANG_VERSION_MAJOR);
}
