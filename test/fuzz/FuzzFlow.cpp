//===- test/fuzz/FuzzFlow.cpp - Units from any text and bytes ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/flow/Bytes.h"
#include "core/flow/Link.h"
#include "core/flow/Serialise.h"
#include "core/flow/Text.h"

#include <cstdlib>

using namespace firmcop::flow;

/// A unit that a reader accepts stays the same on all ways, and links.
static void use(const Unit &U) {
  const std::string Bytes = toBytes(U), Text = print(U);
  const auto FromBytes = fromBytes(Bytes, "fuzz");
  const auto FromText = parse(Text, "fuzz");
  if (!FromBytes || toBytes(*FromBytes) != Bytes)
    std::abort();
  if (!FromText || FromText->size() != 1 || print(FromText->front()) != Text)
    std::abort();
  Unit Other = U;
  Other.Path += ".other";
  const Program P({U, Other});
  if (P.symbols().size() < U.Symbols.size() && !U.Symbols.empty())
    std::abort();
}

/// Takes the bytes as text, as a file of bytes, and as what such a file holds
/// behind its checksum, which no fuzzer gets right.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size) {
  const std::string_view Input(reinterpret_cast<const char *>(Data), Size);
  if (const auto Units = parse(Input, "fuzz"))
    for (const Unit &U : *Units)
      use(U);
  (void)fromBytes(Input, "fuzz");
  // The head of any unit, with the checksum of this one.
  const std::string Empty = toBytes({});
  const std::string_view Magic =
      std::string_view(Empty).substr(0, Empty.find('\n') + 1);
  ByteWriter Head;
  Head.number(Schema);
  Head.number(checksum(Input));
  if (const auto U = fromBytes(
          std::string(Magic) + Head.take() + std::string(Input), "fuzz"))
    use(*U);
  return 0;
}
