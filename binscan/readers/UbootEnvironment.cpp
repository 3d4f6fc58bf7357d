//===- binscan/readers/UbootEnvironment.cpp - Boot variables ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/UbootEnvironment.h"

#include "binscan/readers/Text.h"

#include <algorithm>
#include <set>

namespace firmcop::binscan {

const BootVariable *UbootEnvironment::find(std::string_view Name) const {
  auto Same = std::ranges::find(Variables, Name, &BootVariable::Name);
  return Same == Variables.end() ? nullptr : &*Same;
}

std::vector<std::vector<std::string_view>>
UbootEnvironment::bootCommands() const {
  std::vector<std::vector<std::string_view>> Commands;
  std::set<std::string_view> Seen;
  std::vector<std::string_view> Pending = {"bootcmd"};
  while (!Pending.empty()) {
    const std::string_view Name = Pending.back();
    Pending.pop_back();
    const BootVariable *V = find(Name);
    if (!V || !Seen.insert(Name).second)
      continue;
    std::string_view Rest = V->Value;
    while (!Rest.empty()) {
      const std::size_t End = Rest.find_first_of(";&|\n");
      std::vector<std::string_view> Words;
      for (std::string_view W : splitWords(Rest.substr(0, End)))
        Words.push_back(unquote(W));
      Rest.remove_prefix(End == Rest.npos ? Rest.size() : End + 1);
      // "if test ...", "then bootm": the keyword is no command.
      while (!Words.empty() &&
             (Words[0] == "if" || Words[0] == "then" || Words[0] == "else" ||
              Words[0] == "elif" || Words[0] == "do" || Words[0] == "while"))
        Words.erase(Words.begin());
      if (Words.empty())
        continue;
      if (Words[0] == "run")
        Pending.insert(Pending.end(), Words.rbegin(), Words.rend() - 1);
      Commands.push_back(std::move(Words));
    }
  }
  return Commands;
}

static UbootEnvironment readText(const Image &I, const Node &N) {
  UbootEnvironment E;
  E.Of = &N;
  for (const Line &L : splitLines(N.bytes().text())) {
    const std::size_t Equals = L.Text.find('=');
    if (Equals == L.Text.npos || trim(L.Text).starts_with('#'))
      continue;
    E.Variables.push_back({trim(L.Text.substr(0, Equals)),
                           trim(L.Text.substr(Equals + 1)),
                           I.atLine(N, L.Number)});
  }
  return E;
}

std::vector<UbootEnvironment> ubootEnvironments(const Image &I) {
  std::vector<UbootEnvironment> All;
  // An area's variables are its content, one a line.
  for (const Node *N : I.withFormat("uboot-env"))
    for (NodeId Child : N->Children)
      All.push_back(readText(I, I.node(Child)));
  for (const Node &N : I.nodes()) {
    const std::string Name = lower(N.Name);
    if (N.isRegularFile() && N.Format.empty() &&
        (Name == "uenv.txt" || Name == "u-boot.env" || Name == "uboot.env" ||
         Name == "u-boot-env.txt" || Name == "uboot-env.txt"))
      All.push_back(readText(I, N));
  }
  return All;
}

} // namespace firmcop::binscan
