//===- binscan/adapters/Hyperscan.cpp - Literals by Hyperscan ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Hyperscan.h"

#include <hs/hs.h>

#include <algorithm>

using namespace firmcop::binscan;

namespace {

struct FreeDatabase {
  void operator()(hs_database_t *D) const { hs_free_database(D); }
};
struct FreeScratch {
  void operator()(hs_scratch_t *S) const { hs_free_scratch(S); }
};
using Scratch = std::unique_ptr<hs_scratch_t, FreeScratch>;

} // namespace

struct LiteralMatcher::Compiled {
  std::vector<std::uint64_t> Lengths;
  std::unique_ptr<hs_database_t, FreeDatabase> Database;
  Scratch Prototype; ///< each search works on a copy
};

std::optional<LiteralMatcher>
LiteralMatcher::of(std::span<const std::string> Texts) {
  if (Texts.empty() || hs_valid_platform() != HS_SUCCESS)
    return std::nullopt;
  std::vector<const char *> Literals;
  std::vector<unsigned> Flags(Texts.size(), 0), Numbers;
  std::vector<std::size_t> Lengths;
  const auto C = std::make_shared<Compiled>();
  for (const std::string &T : Texts) {
    Literals.push_back(T.data());
    Numbers.push_back(static_cast<unsigned>(Numbers.size()));
    Lengths.push_back(T.size());
    C->Lengths.push_back(T.size());
  }
  hs_database_t *Database = nullptr;
  hs_compile_error_t *Wrong = nullptr;
  const hs_error_t Code =
      hs_compile_lit_multi(Literals.data(), Flags.data(), Numbers.data(),
                           Lengths.data(), static_cast<unsigned>(Texts.size()),
                           HS_MODE_BLOCK, nullptr, &Database, &Wrong);
  C->Database.reset(Database);
  hs_free_compile_error(Wrong);
  if (Code != HS_SUCCESS)
    return std::nullopt;
  hs_scratch_t *Prototype = nullptr;
  if (hs_alloc_scratch(Database, &Prototype) != HS_SUCCESS)
    return std::nullopt;
  C->Prototype.reset(Prototype);
  return LiteralMatcher(C);
}

std::optional<std::vector<LiteralMatcher::Hit>>
LiteralMatcher::find(Bytes In) const {
  hs_scratch_t *Copy = nullptr;
  if (In.size() > UINT32_MAX ||
      hs_clone_scratch(Inside->Prototype.get(), &Copy) != HS_SUCCESS)
    return std::nullopt;
  const Scratch Owner(Copy);
  struct Seen {
    const std::vector<std::uint64_t> &Lengths;
    std::vector<Hit> Hits;
    bool HasMemory = true;
  } S{Inside->Lengths, {}};
  // An exception must not pass through the library.
  const match_event_handler Take = [](unsigned Which, unsigned long long,
                                      unsigned long long End, unsigned,
                                      void *To) {
    auto &S = *static_cast<Seen *>(To);
    try {
      S.Hits.push_back({End - S.Lengths[Which], Which});
    } catch (...) {
      S.HasMemory = false;
    }
    return S.HasMemory ? 0 : 1;
  };
  if (hs_scan(Inside->Database.get(), reinterpret_cast<const char *>(In.data()),
              static_cast<unsigned>(In.size()), 0, Copy, Take,
              &S) != HS_SUCCESS)
    return std::nullopt;
  // The library tells ends, in no order between literals that end together.
  std::ranges::sort(S.Hits);
  return std::move(S.Hits);
}
