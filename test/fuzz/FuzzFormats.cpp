//===- test/fuzz/FuzzFormats.cpp - Each format's own parser -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"
#include "binscan/Parallel.h"

#include <algorithm>
#include <cstdlib>

using namespace firmcop::binscan;

/// Puts each format's signature where it belongs, so that the fuzzer need not
/// find it, and lets the format judge and unpack the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size) {
  if (Size < 2)
    return 0;
  const auto &Formats = Format::all();
  const Format &F = *Formats[Data[0] % Formats.size()];
  const Signature &S = F->Signatures[Data[1] % F->Signatures.size()];
  std::vector<std::uint8_t> Input(Data + 2, Data + Size);
  if (Input.size() < S.Offset + S.Magic.size())
    return 0;
  std::copy(S.Magic.begin(), S.Magic.end(),
            Input.begin() + static_cast<std::ptrdiff_t>(S.Offset));

  const StreamLimits Limits{std::uint64_t(8) << 20, std::uint64_t(1) << 20,
                            1024};
  std::uint64_t Work = std::uint64_t(16) << 20;
  const Blob Whole(std::move(Input));
  const std::optional<Match> M =
      F->Recognise(Candidate(Whole.bytes(), S.Offset, S, Limits, Work));
  if (!M)
    return 0;
  if (!Whole.bytes().contains(M->Start, M->Length))
    std::abort();
  if (!F->Unpack)
    return 0;
  const Blob Part = Whole.part(M->Start, M->Length);
  Threads Alone(1);
  Unpacking U(Part, Limits, 2000, Alone);
  F->Unpack(U);
  return 0;
}
