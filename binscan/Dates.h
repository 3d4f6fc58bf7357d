//===- binscan/Dates.h - Days as text ---------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_DATES_H
#define FIRMCOP_BINSCAN_DATES_H

#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace firmcop::binscan {

/// "2026-06-30".
inline std::string textOf(std::chrono::sys_days Day) {
  const std::chrono::year_month_day Date(Day);
  char Text[32];
  std::snprintf(
      Text, sizeof(Text), "%04d-%02u-%02u", static_cast<int>(Date.year()),
      static_cast<unsigned>(Date.month()), static_cast<unsigned>(Date.day()));
  return Text;
}

/// The day that "2026-06-30" names; nothing if the text is anything else.
inline std::optional<std::chrono::sys_days> readDay(std::string_view Text) {
  const auto Number = [&](std::size_t At, std::size_t Length) {
    unsigned Value = 0;
    for (char C : Text.substr(At, Length))
      Value = C >= '0' && C <= '9' && Value < 10'000
                  ? Value * 10 + static_cast<unsigned>(C - '0')
                  : 100'000;
    return Value;
  };
  if (Text.size() != 10 || Text[4] != '-' || Text[7] != '-' ||
      Number(0, 4) > 9999)
    return std::nullopt;
  const std::chrono::year_month_day Date{
      std::chrono::year(static_cast<int>(Number(0, 4))),
      std::chrono::month(Number(5, 2)), std::chrono::day(Number(8, 2))};
  return Date.ok() ? std::optional(std::chrono::sys_days(Date)) : std::nullopt;
}

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_DATES_H
