//===- binscan/rules/DevelopmentToolShipped.cpp - Tools ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Content.h"
#include "binscan/Elf.h"
#include "binscan/Rule.h"
#include "binscan/readers/Text.h"
#include "firmcop/Rules.h"

#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

struct Tool {
  std::string_view Name, Use;
};
constexpr Tool Tools[] = {
#define TOOL(NAME, USE) {NAME, USE},
#include "binscan/data/DevelopmentTools.inc"
#undef TOOL
};

bool isProgramFolder(std::string_view Path) {
  const std::size_t Slash = Path.rfind('/');
  const std::string_view Folder = Path.substr(0, Slash);
  return Folder.ends_with("/bin") || Folder.ends_with("/sbin") ||
         Folder.ends_with("/xbin");
}

bool isExecutable(const Node &N) {
  constexpr std::uint32_t AnyExecute = 0111;
  return N.File->HasMode ? (N.File->Mode & AnyExecute) != 0
                         : looksLikeElf(N.bytes());
}

/// "arm-linux-gnueabi-gcc-12" is gcc; "make-ssl-cert" is not make.
std::string_view plainName(std::string_view Name) {
  const std::size_t Version = Name.rfind('-');
  if (Version != std::string_view::npos &&
      Name.find_first_not_of("0123456789.", Version + 1) ==
          std::string_view::npos)
    Name = Name.substr(0, Version);
  if (Name.find("-linux-") != std::string_view::npos)
    Name = Name.substr(Name.rfind('-') + 1);
  return Name;
}

/// Netcats differ in whether they can start a program for whoever connects; the
/// help text of those that do says so.
bool startsPrograms(const Node &N) {
  return N.bytes().text().find("program to exec after connect") !=
         std::string_view::npos;
}

std::string_view useOf(const Node &N) {
  const std::string_view Name = plainName(N.Name);
  for (const Tool &T : Tools)
    if (T.Name == Name)
      return T.Use;
  if ((Name.starts_with("nc") || Name.starts_with("netcat")) &&
      startsPrograms(N))
    return "connects a shell to the network";
  return {};
}

void run(const Image &I, Report &R) {
  std::set<std::string_view> Seen; // by digest: hard links are one program
  std::uint64_t Programs = 0;
  for (const FileSystem &F : I.rootFileSystems())
    F.forEachFile([&](const Node &N) {
      const std::string Path = F.pathOf(N);
      if (!isProgramFolder(Path) || !isExecutable(N) || N.bytes().empty())
        return;
      ++Programs;
      const std::string_view Use = useOf(N);
      if (!Use.empty() && Seen.insert(N.Sha256).second)
        R.fail({printable(Path), std::string(Use)}, I.at(N),
               std::string(plainName(N.Name)));
    });
  R.checked(Programs, "programs");
  R.notApplicable("the image has no file system with programs");
}

const ArtifactRule Registered(rules::DevelopmentToolShipped, run);

} // namespace
