//===- binscan/rules/DebugPortNotLocked.cpp ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Rule.h"
#include "binscan/Text.h"
#include "binscan/readers/AddressMap.h"
#include "binscan/readers/ChipProtection.h"
#include "firmcop/Rules.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

/// Reports what addressed bytes decide; false when they decide nothing.
static bool judge(const Node &N, const ReadAddress &At, Report &R) {
  const std::vector<ChipProtection> Found = readChipProtection(At);
  for (const ChipProtection &P : Found) {
    R.checked(1, "protection settings");
    if (P.IsOpen)
      R.fail({R.image().path(N), P.What}, R.image().at(N), hex(P.Address));
  }
  return !Found.empty();
}

/// Whether a node is a program that runs on a bare chip: some files with
/// addresses hold the flash of something larger.
static bool isProgram(const Image &I, const Node &N) {
  return N.Format == "esp-image" || N.Format == "mcuboot" ||
         N.Format == "cortex-m" || startsWithVectorTable(N.bytes()) ||
         std::ranges::any_of(N.Children, [&](NodeId Id) {
           const Node &Child = I.node(Id);
           return Child.Address && (Child.Format == "cortex-m" ||
                                    startsWithVectorTable(Child.bytes()));
         });
}

static void run(const Image &I, Report &R) {
  R.notApplicable("the image has no program for a microcontroller");
  bool IsOpen = false;
  for (const Node &N : I.nodes()) {
    const bool HasAddresses = std::ranges::any_of(
        N.Children, [&](NodeId Id) { return I.node(Id).Address.has_value(); });
    // A raw program lies where its vectors are: at the start of the flash.
    const bool IsRaw = N.Kind == NodeKind::Image &&
                       (N.Format == "cortex-m" ||
                        (N.Format.empty() && startsWithVectorTable(N.bytes())));
    const std::uint64_t Base = N.Address.value_or(0);
    if (!HasAddresses && !IsRaw)
      continue;
    const bool IsDecided = judge(
        N,
        [&](std::uint64_t Address, std::uint64_t Length) {
          return HasAddresses      ? bytesAt(I, N, Address, Length)
                 : Address >= Base ? N.bytes().slice(Address - Base, Length)
                                   : std::nullopt;
        },
        R);
    IsOpen = IsOpen || (!IsDecided && isProgram(I, N));
  }
  if (IsOpen)
    R.open("what locks the debug port, option bytes or fuses, is not in the "
           "image");
}

static const ArtifactRule Registered(rules::DebugPortNotLocked, run);
