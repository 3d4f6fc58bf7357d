//===- sarif/Words.h - Words of SARIF as values -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_WORDS_H
#define FIRMCOP_SARIF_WORDS_H

#include "firmcop/Problem.h"
#include "firmcop/Rule.h"

#include <array>
#include <optional>
#include <string_view>

namespace firmcop {

/// Every value, in the order of declaration.
inline constexpr std::array AllLevels = {Level::None, Level::Note,
                                         Level::Warning, Level::Error};
inline constexpr std::array AllKinds = {
    Kind::Fail, Kind::Review,        Kind::Open,
    Kind::Pass, Kind::NotApplicable, Kind::Informational};
inline constexpr std::array AllStages = {Stage::Input, Stage::Configuration,
                                         Stage::Parse, Stage::Unpack,
                                         Stage::Limit, Stage::Analysis};

/// The one of some values whose toString is the word.
template <class Values>
std::optional<typename Values::value_type> parseWord(std::string_view Word,
                                                     const Values &All) {
  for (auto Value : All)
    if (Word == toString(Value))
      return Value;
  return std::nullopt;
}

} // namespace firmcop

#endif // FIRMCOP_SARIF_WORDS_H
