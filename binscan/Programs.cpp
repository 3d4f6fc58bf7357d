//===- binscan/Programs.cpp - The ELF files of an image ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Programs.h"

#include "binscan/Memo.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// More results of one rule than this are read by nobody.
constexpr std::size_t MaxResults = 20;
/// Related locations of an aggregated result.
constexpr std::size_t MaxRelated = 50;

/// Reads each content once, although many rules ask at the same time.
const Result<std::shared_ptr<const ElfFile>> &parsed(const Node &N) {
  using Shared = Result<std::shared_ptr<const ElfFile>>;
  static Memo<Shared> BySha256;
  return BySha256.get(N, [](Bytes File) -> Shared {
    auto Elf = readElf(File);
    if (!Elf)
      return Elf.problem();
    return std::make_shared<const ElfFile>(std::move(*Elf));
  });
}

struct WeakProgram {
  const Program *Of;
  Weakness How;
};

using Group = std::vector<WeakProgram>;

/// One result for a whole group.
void reportTogether(const Image &I, Report &R, const Group &Weak,
                    std::uint64_t Judged, std::string_view Things) {
  const WeakProgram &First = Weak.front();
  std::vector<std::string> Arguments = {std::to_string(Weak.size()) + " of " +
                                        std::to_string(Judged) + ' ' +
                                        std::string(Things)};
  Arguments.insert(Arguments.end(), First.How.Details.begin(),
                   First.How.Details.end());
  const Kind K = First.How.NeedsReview ? Kind::Review : Kind::Fail;
  Finding F(R.rule(), K, std::move(Arguments), I.at(*First.Of->Where));
  if (K == Kind::Fail && First.How.As)
    F.Level = *First.How.As;
  F.Evidence = "several";
  for (const WeakProgram &W : Weak) {
    if (F.Related.size() == MaxRelated)
      break;
    F.Related.push_back({I.at(*W.Of->Where), shownPath(I, *W.Of->Where)});
  }
  R.add(std::move(F));
}

void reportEach(const Image &I, Report &R, const Group &Weak) {
  for (const WeakProgram &W : Weak) {
    const std::string Path = shownPath(I, *W.Of->Where);
    std::vector<std::string> Arguments = {"'" + Path + "'"};
    Arguments.insert(Arguments.end(), W.How.Details.begin(),
                     W.How.Details.end());
    const Location Where = I.at(*W.Of->Where);
    if (W.How.NeedsReview)
      R.review(std::move(Arguments), Where, Path);
    else
      R.fail(std::move(Arguments), Where, Path, W.How.As);
  }
}

} // namespace

std::vector<Program> binscan::elfFiles(const Image &I, Report &R) {
  std::vector<Program> Files;
  for (const Node *N : distinctLeaves(I)) {
    if (!looksLikeElf(N->bytes()))
      continue;
    if (const auto &File = parsed(*N)) {
      Files.push_back({N, *File});
    } else {
      Problem P = File.problem();
      P.Path = I.path(*N);
      R.problem(std::move(P));
    }
  }
  return Files;
}

const ElfFile *binscan::elfOf(const Node &N) {
  if (!looksLikeElf(N.bytes()))
    return nullptr;
  const auto &File = parsed(N);
  return File ? File->get() : nullptr;
}

LibC binscan::libcOf(const ElfFile &File) {
  std::vector<std::string_view> Names(File.Needed.begin(), File.Needed.end());
  Names.push_back(File.Interpreter);
  for (std::string_view Name : Names) {
    Name = Name.substr(Name.rfind('/') + 1);
    if (Name.starts_with("ld-musl") || Name.starts_with("libc.musl"))
      return LibC::Musl;
    if (Name.starts_with("ld-uClibc") || Name == "libc.so.0" ||
        Name == "libc.so.1")
      return LibC::UClibc;
    if (Name == "libc.so.6" || Name == "libc.so.6.1" ||
        Name.starts_with("ld-linux"))
      return LibC::Glibc;
    if (Name == "linker" || Name == "linker64")
      return LibC::Bionic;
  }
  // A library asks for "libc.so" with musl and bionic; neither loader shows.
  return LibC::Unknown;
}

std::vector<std::string>
binscan::importsOf(const ElfFile &File,
                   std::span<const std::string_view> Functions) {
  std::vector<std::string> Names;
  for (std::string_view Name : Functions)
    if (File.imports(Name))
      Names.emplace_back(Name);
  return Names;
}

std::string binscan::quotedList(std::span<const std::string> Names) {
  std::string List;
  for (const std::string &Name : Names)
    List += (List.empty() ? "'" : ", '") + Name + "'";
  return List;
}

void binscan::checkPrograms(const Image &I, Report &R,
                            const ProgramCheck &Check) {
  const std::vector<Program> Files = elfFiles(I, R);
  // Only what means the same may be one result.
  std::map<std::tuple<bool, std::optional<Level>>, Group> Groups;
  std::uint64_t Judged = 0;
  for (const Program &P : Files) {
    if (!Check.Applies(*P.File))
      continue;
    ++Judged;
    if (auto W = Check.Judge(P)) {
      const auto Key = std::make_tuple(W->NeedsReview, W->As);
      Groups[Key].push_back({&P, std::move(*W)});
    }
  }
  for (const auto &[Key, Weak] : Groups)
    if (Weak.size() > MaxResults)
      reportTogether(I, R, Weak, Judged, Check.Things);
    else
      reportEach(I, R, Weak);
  R.checked(Judged, Check.Things);
  R.notApplicable(std::string(Check.NotApplicable));
}
