//===- binscan/readers/SecurityTxt.cpp - RFC 9116 ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/SecurityTxt.h"

#include "binscan/readers/Text.h"

#include <algorithm>
#include <array>

namespace firmcop::binscan {

std::optional<std::chrono::sys_days> readRfc3339(std::string_view Text) {
  // 2027-01-31T18:00:00Z, with a fraction or a numeric offset perhaps.
  if (Text.size() < 20 || Text[4] != '-' || Text[7] != '-' ||
      (Text[10] != 'T' && Text[10] != 't') || Text[13] != ':' ||
      Text[16] != ':')
    return std::nullopt;
  const auto Number = [&](std::size_t At, std::size_t Length) {
    return readNumber(Text.substr(At, Length));
  };
  const auto Year = Number(0, 4), Month = Number(5, 2), Day = Number(8, 2);
  const auto Hour = Number(11, 2), Minute = Number(14, 2),
             Second = Number(17, 2);
  if (!Year || !Month || !Day || !Hour || !Minute || !Second || *Hour > 23 ||
      *Minute > 59 || *Second > 60)
    return std::nullopt;
  std::string_view Zone = Text.substr(19);
  if (Zone.starts_with('.')) {
    const std::size_t End = Zone.find_first_not_of("0123456789", 1);
    if (End == 1 || End == Zone.npos)
      return std::nullopt;
    Zone.remove_prefix(End);
  }
  const bool IsOffset = Zone.size() == 6 && Zone[3] == ':' &&
                        (Zone[0] == '+' || Zone[0] == '-') &&
                        readNumber(Zone.substr(1, 2)) &&
                        readNumber(Zone.substr(4, 2));
  if (Zone != "Z" && Zone != "z" && !IsOffset)
    return std::nullopt;
  const std::chrono::year_month_day Date{
      std::chrono::year(static_cast<int>(*Year)),
      std::chrono::month(static_cast<unsigned>(*Month)),
      std::chrono::day(static_cast<unsigned>(*Day))};
  return Date.ok() ? std::optional(std::chrono::sys_days(Date)) : std::nullopt;
}

/// Section 2.5.4 and the other fields with addresses: a URI, on the web HTTPS.
static bool isGoodUri(std::string_view Value) {
  for (std::string_view Scheme :
       {"https://", "mailto:", "tel:", "dns:", "openpgp4fpr:"})
    if (lower(Value.substr(0, Scheme.size())) == Scheme &&
        Value.size() > Scheme.size())
      return true;
  return false;
}

namespace {

class Reader {
public:
  void read(std::string_view Text) {
    bool InSignature = false;
    for (const Line &L : splitLines(Text)) {
      const std::string_view One = trim(L.Text);
      if (One.starts_with("-----BEGIN PGP SIGNED")) {
        InArmourHeader = true;
        continue;
      }
      if (One.starts_with("-----BEGIN PGP SIGNATURE"))
        InSignature = true;
      // The "Hash:" lines of a signed message end with an empty one.
      if (InArmourHeader) {
        InArmourHeader = !One.empty();
        continue;
      }
      if (InSignature || One.empty() || One.starts_with('#'))
        continue;
      readField(One, L.Number);
    }
    if (!Found.HasContact)
      Found.Defects.push_back({1, "the field 'Contact' is missing"});
    if (ExpiresCount == 0)
      Found.Defects.push_back({1, "the field 'Expires' is missing"});
  }

  SecurityTxt Found;

private:
  void readField(std::string_view Text, std::uint32_t Line) {
    const auto Defect = [&](std::string What) {
      Found.Defects.push_back({Line, std::move(What)});
    };
    const std::size_t Colon = Text.find(':');
    if (Colon == Text.npos || Colon == 0 ||
        contains(Text.substr(0, Colon), " "))
      return Defect("the line is neither a field nor a comment");
    const std::string Name = lower(Text.substr(0, Colon));
    const std::string_view Value = trim(Text.substr(Colon + 1));
    static constexpr auto Addresses = std::to_array<std::string_view>(
        {"contact", "encryption", "acknowledgments", "policy", "hiring",
         "canonical"});
    if (std::ranges::find(Addresses, Name) != Addresses.end()) {
      if (Name == "contact" && !Found.HasContact) {
        Found.HasContact = true;
        Found.Contact = Value;
      }
      if (!isGoodUri(Value))
        Defect("the field '" + std::string(Text.substr(0, Colon)) +
               "' holds no https, mailto or tel address");
    } else if (Name == "expires") {
      Found.Expires = readRfc3339(Value);
      Found.ExpiresText = Value;
      Found.ExpiresLine = Line;
      if (!Found.Expires)
        Defect("the value of 'Expires' is no date and time of RFC 3339");
      if (++ExpiresCount == 2)
        Defect("the field 'Expires' is there more than once");
    } else if (Name == "preferred-languages" && ++LanguagesCount == 2) {
      Defect("the field 'Preferred-Languages' is there more than once");
    }
  }

  unsigned ExpiresCount = 0;
  unsigned LanguagesCount = 0;
  bool InArmourHeader = false;
};

} // namespace

SecurityTxt readSecurityTxt(std::string_view Text) {
  if (Text.starts_with("\xEF\xBB\xBF"))
    Text.remove_prefix(3);
  Reader R;
  R.read(Text);
  return std::move(R.Found);
}

} // namespace firmcop::binscan
