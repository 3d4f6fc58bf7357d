//===- core/words/Names.cpp - What identifiers say ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "firmcop/Names.h"
#include "firmcop/Words.h"

#include <algorithm>

namespace firmcop {

std::string lowerCase(std::string_view Text) {
  std::string Result(Text);
  for (char &C : Result)
    if (C >= 'A' && C <= 'Z')
      C = static_cast<char>(C - 'A' + 'a');
  return Result;
}

std::vector<std::string> identifierWords(std::string_view Identifier) {
  enum { Other, Lower, Upper, Digit };
  auto ClassOf = [](char C) {
    return C >= '0' && C <= '9'   ? Digit
           : C >= 'a' && C <= 'z' ? Lower
           : C >= 'A' && C <= 'Z' ? Upper
                                  : Other;
  };
  std::vector<std::string> Result;
  std::string Word;
  auto Finish = [&] {
    if (!Word.empty())
      Result.push_back(lowerCase(Word));
    Word.clear();
  };
  for (std::size_t I = 0; I < Identifier.size(); ++I) {
    auto Now = ClassOf(Identifier[I]);
    auto Before = I ? ClassOf(Identifier[I - 1]) : Other;
    bool LowerFollows =
        I + 1 < Identifier.size() && ClassOf(Identifier[I + 1]) == Lower;
    if (Now == Other || (Now != Before && !(Before == Upper && Now == Lower)) ||
        (Now == Upper && Before == Upper && LowerFollows))
      Finish();
    if (Now != Other)
      Word += Identifier[I];
  }
  Finish();
  return Result;
}

bool saysDecryption(std::string_view Function) {
  return words::Decrypting.occursIn(lowerCase(Function));
}

bool isSelfTest(std::string_view Function) {
  return words::SelfTests.occursIn(lowerCase(Function));
}

bool isFuzzEntry(std::string_view Function) {
  return words::FuzzEntries.contains(lowerCase(Function));
}

bool canJudge(std::string_view Function) {
  return std::ranges::none_of(
      identifierWords(Function),
      [](const std::string &Word) { return words::Reading.contains(Word); });
}

bool isTestFile(std::string_view Path) {
  Path.remove_prefix(Path.find_last_of("/\\") + 1); // npos + 1 is 0
  Path = Path.substr(0, Path.find('.'));
  return std::ranges::any_of(
      identifierWords(Path),
      [](const std::string &Word) { return words::TestFiles.contains(Word); });
}

} // namespace firmcop
