//===- binscan/Format.cpp - The formats there are ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Format.h"

#include <algorithm>

using namespace firmcop;
using namespace firmcop::binscan;

static std::vector<const Format *> &registry() {
  static std::vector<const Format *> Registered;
  return Registered;
}

static constexpr const char *TooManyBytes =
    "unpacks to more bytes than are allowed; the rest was left out";
static constexpr const char *TooManyEntries =
    "has more entries than are allowed; the rest was left out";

Format::Format(Declaration D) : Declared(D) { registry().push_back(this); }

const std::vector<const Format *> &Format::all() {
  static const std::vector<const Format *> Sorted = [] {
    std::vector<const Format *> S = registry();
    std::ranges::sort(S, {}, [](const Format *F) { return (*F)->Name; });
    return S;
  }();
  return Sorted;
}

const Format *Format::find(std::string_view Name) {
  const auto &All = all();
  const auto I = std::ranges::lower_bound(
      All, Name, {}, [](const Format *F) { return (*F)->Name; });
  return I != All.end() && (**I)->Name == Name ? *I : nullptr;
}

std::optional<Match> Candidate::match(Decoded Stream,
                                      std::uint64_t Header) const {
  if (!spend(Stream.Consumed + Stream.Content.size()))
    return std::nullopt;
  // Random bytes after a magic number decode to a few hundred bytes at most.
  // Data that is cut off gives no error, however short it is; that is reason to
  // believe in it only where a file starts with it.
  constexpr std::size_t Convincing = 4096;
  const bool IsComplete = Stream.How == StreamEnd::Complete;
  const bool IsCutFile = Stream.How == StreamEnd::Truncated && start() == 0;
  if (!IsComplete && !IsCutFile && Stream.How != StreamEnd::Limit &&
      Stream.Content.size() < Convincing)
    return std::nullopt;
  Match M{start(), Header + Stream.Consumed,
          IsComplete ? Confidence::High : Confidence::Low};
  if (Stream.How == StreamEnd::Truncated)
    M.Damage = "ends early; the file may be incomplete";
  else if (Stream.How == StreamEnd::Corrupt)
    M.Damage = "is corrupt after " + std::to_string(Stream.Consumed) +
               " bytes; what came before was analysed";
  M.HitLimit = Stream.How == StreamEnd::Limit;
  M.HitTotal =
      M.HitLimit && Allowed.allowed(Stream.Consumed) == Allowed.Remaining;
  if (M.HitTotal)
    M.Damage = TooManyBytes;
  else if (M.HitLimit)
    M.Damage = "unpacks to more than is allowed; what came before was analysed";
  M.Content = Blob(std::move(Stream.Content));
  return M;
}

/// A directory that an archive implies without saying anything about it.
static FileAttributes unnamedDirectory() {
  FileAttributes File;
  File.Type = FileType::Directory;
  File.HasMode = false;
  return File;
}

/// Takes the cost of some content from the budget.
bool Unpacking::pay(std::uint64_t Bytes) {
  if (Bytes > Left.Remaining)
    fill(TooManyBytes);
  if (IsFull)
    return false;
  Left.Remaining -= Bytes;
  return true;
}

std::optional<std::uint32_t> Unpacking::add(Entry E) {
  if (EntriesLeft == 0)
    fill(TooManyEntries);
  // Verbatim parts cost no memory.
  if (!pay(E.Offset ? 0 : E.Content.size()))
    return std::nullopt;
  --EntriesLeft;
  Entries.push_back(std::move(E));
  return static_cast<std::uint32_t>(Entries.size() - 1);
}

bool Unpacking::addMember(std::string_view Path, FileAttributes File,
                          Blob Content) {
  constexpr std::size_t MaxPath = 4096; // as in Linux
  if (Path.size() > MaxPath) {
    damaged("has a path of " + std::to_string(Path.size()) +
            " bytes, more than any system takes; the entry was left out");
    return !IsFull;
  }
  std::vector<std::string_view> Names;
  for (std::size_t At = 0; At < Path.size();) {
    const std::size_t End = std::min(Path.find('/', At), Path.size());
    const std::string_view Name = Path.substr(At, End - At);
    if (!Name.empty() && Name != ".")
      Names.push_back(Name);
    At = End + 1;
  }

  std::optional<std::uint32_t> Parent;
  for (std::size_t I = 0; I != Names.size(); ++I) {
    const bool IsLast = I + 1 == Names.size();
    const auto [Place, IsNew] =
        ByName.try_emplace({Parent, std::string(Names[I])}, 0);
    if (IsNew) {
      Entry E;
      E.Parent = Parent;
      E.Name = Names[I];
      E.File = IsLast ? std::move(File) : unnamedDirectory();
      if (IsLast)
        E.Content = std::move(Content);
      const std::optional<std::uint32_t> Added = add(std::move(E));
      if (!Added) {
        ByName.erase(Place);
        return false;
      }
      Place->second = *Added;
    } else if (IsLast) {
      if (!pay(Content.size()))
        return false;
      Entries[Place->second].File = std::move(File);
      Entries[Place->second].Content = std::move(Content);
    }
    Parent = Place->second;
  }
  return !IsFull;
}

bool Unpacking::addPart(std::string Name, std::uint64_t Offset,
                        std::uint64_t Length,
                        std::optional<std::uint64_t> Address) {
  Entry E;
  E.Kind = NodeKind::Chunk;
  E.Name = std::move(Name);
  E.Offset = Offset;
  E.Address = Address;
  E.Content = Input.part(Offset, Length);
  return add(std::move(E)).has_value();
}

bool Unpacking::addSegment(std::string Name, Blob Content,
                           std::optional<std::uint64_t> Address) {
  Entry E;
  E.Kind = NodeKind::Chunk;
  E.Name = std::move(Name);
  E.Address = Address;
  E.Content = std::move(Content);
  return add(std::move(E)).has_value();
}

bool Unpacking::addContent(std::string Name, Blob Content) {
  Entry E;
  E.Kind = NodeKind::Content;
  E.Name = std::move(Name);
  E.Content = std::move(Content);
  return add(std::move(E)).has_value();
}

void Unpacking::remark(Stage Where, Level Severity, std::string Text) {
  constexpr std::size_t MaxRemarks = 20;
  if (Remarks.size() < MaxRemarks)
    Remarks.push_back({Where, Severity, std::move(Text)});
}

void Unpacking::damaged(std::string How) {
  remark(Stage::Unpack, Level::Warning, std::move(How));
}

void Unpacking::tooLarge(const std::string &What) {
  if (Left.allowed(Input.size()) == Left.Remaining)
    fill(TooManyBytes);
  else
    remark(Stage::Limit, Level::Warning,
           What + " that unpacks to more than is allowed; the rest of it was "
                  "left out");
}

/// Nothing more can be taken down.
void Unpacking::fill(std::string Reason) {
  if (!IsFull)
    Remarks.push_back({Stage::Limit, Level::Warning, std::move(Reason), true});
  IsFull = true;
}

void Unpacking::note(std::string What) {
  remark(Stage::Unpack, Level::Note, std::move(What));
}
