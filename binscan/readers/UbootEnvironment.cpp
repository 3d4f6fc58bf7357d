//===- binscan/readers/UbootEnvironment.cpp - Boot variables ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/UbootEnvironment.h"

#include "binscan/adapters/Streams.h"
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

/// The flag byte of an area that has a twin; nothing for a single one.
static std::optional<std::uint8_t> flagOf(const Node &Area) {
  constexpr std::uint64_t FlagAt = 4, DataAt = 5;
  const Bytes B = Area.bytes();
  const auto Stated = B.u32le(0);
  if (!Stated || crc32(B.from(FlagAt)) == *Stated ||
      crc32(B.from(DataAt)) != *Stated)
    return std::nullopt;
  return B.u8(FlagAt);
}

/// Whether U-Boot takes \p Other instead of \p Area: the copy whose flag is
/// higher, but 0 follows 255 (env/common.c, env_import_redund).
static bool isReplacedBy(const Node &Area, const Node &Other) {
  const auto Flag = flagOf(Area), Newer = flagOf(Other);
  if (!Flag || !Newer || Area.bytes().size() != Other.bytes().size() ||
      Area.Parent != Other.Parent || *Flag == *Newer)
    return false;
  if (*Flag == 255 && *Newer == 0)
    return true;
  return *Newer > *Flag && !(*Flag == 0 && *Newer == 255);
}

std::vector<UbootEnvironment> ubootEnvironments(const Image &I) {
  std::vector<UbootEnvironment> All;
  const std::vector<const Node *> Areas = I.withFormat("uboot-env");
  // An area's variables are its content, one a line.
  for (const Node *N : Areas) {
    if (std::ranges::any_of(
            Areas, [&](const Node *Other) { return isReplacedBy(*N, *Other); }))
      continue;
    for (NodeId Child : N->Children)
      All.push_back(readText(I, I.node(Child)));
  }
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
