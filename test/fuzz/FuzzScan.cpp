//===- test/fuzz/FuzzScan.cpp - The scanner on any bytes --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Cache.h"
#include "binscan/Scan.h"

#include <cstdlib>

using namespace firmcop;
using namespace firmcop::binscan;

/// Takes the bytes for a result, from a worker or a cache: whatever is read can
/// be written and read again.
static void readAsResult(std::string_view Text) {
  readCacheEntry(Text);
  const auto R = readImageResult(Text);
  if (R && !readCacheEntry(toCacheEntry(*R)))
    std::abort();
}

/// Unpacks the bytes and runs every rule on what is in them, with limits that
/// keep one input below a second.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size) {
  readAsResult(Bytes(Data, Size).text());
  Budget Small;
  Small.MaxDepth = 6;
  Small.MaxBytes = std::uint64_t(8) << 20;
  Small.FreeBytes = std::uint64_t(1) << 20;
  Small.FreeWork = std::uint64_t(16) << 20;
  Small.MaxNodes = 2000;
  const Unpacked U = unpack("fuzz", Blob(std::vector(Data, Data + Size)), Small,
                            /*Jobs=*/1);
  // Every path is relative and stays inside; every node fits its parent.
  for (const Node &N : U.Tree.nodes()) {
    const std::string Path = "/" + U.Tree.path(N) + "/";
    if (Path.find("/../") != std::string::npos)
      std::abort();
    const Node *Parent = U.Tree.parent(N);
    if (N.Offset && !Parent->bytes().contains(*N.Offset, N.bytes().size()))
      std::abort();
  }
  Run R;
  const RuleContext Context{std::chrono::sys_days(std::chrono::days(20000))};
  applyRules(U, Context, /*Jobs=*/1, R);
  canonicalise(R);
  // What the scan found survives the way to another process and to a cache.
  ImageResult Found;
  Found.Found = std::move(R);
  if (!readCacheEntry(toCacheEntry(Found)))
    std::abort();
  return 0;
}
