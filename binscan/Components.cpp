//===- binscan/Components.cpp - What an image is made of --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Components.h"

#include "binscan/Content.h"
#include "binscan/Literals.h"
#include "binscan/Memo.h"
#include "binscan/Programs.h"
#include "binscan/readers/Text.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

struct Phrase {
  std::string_view Product, Before, After;
};
constexpr Phrase Phrases[] = {
#define PHRASE(PRODUCT, BEFORE, AFTER) {PRODUCT, BEFORE, AFTER},
#include "binscan/data/Components.inc"
#undef PHRASE
};
const Marks PhraseMarks([] {
  std::vector<std::string_view> Texts;
  for (const Phrase &P : Phrases)
    Texts.push_back(P.Before);
  return Texts;
}());

struct Series {
  std::string_view Product, Name, LastDay;
};
constexpr Series AllSeries[] = {
#define SOURCE(PRODUCT, URI)
#define END_OF_LIFE(PRODUCT, SERIES, DAY) {PRODUCT, SERIES, DAY},
#include "binscan/data/EndOfLife.inc"
#undef END_OF_LIFE
#undef SOURCE
};
constexpr std::pair<std::string_view, std::string_view> Sources[] = {
#define SOURCE(PRODUCT, URI) {PRODUCT, URI},
#define END_OF_LIFE(PRODUCT, SERIES, DAY)
#include "binscan/data/EndOfLife.inc"
#undef END_OF_LIFE
#undef SOURCE
};

struct VulnerableRange {
  std::string_view Product;
  Vulnerability What;
};
constexpr VulnerableRange AllVulnerabilities[] = {
#define VULNERABLE(PRODUCT, ID, FIRST, FIXED, EFFECT)                          \
  {PRODUCT, {ID, FIRST, FIXED, EFFECT}},
#include "binscan/data/KnownVulnerabilities.inc"
#undef VULNERABLE
};

bool isDigit(char C) { return C >= '0' && C <= '9'; }
bool isLower(char C) { return C >= 'a' && C <= 'z'; }
bool isCapital(char C) { return C >= 'A' && C <= 'Z'; }

/// "1.1.1k", "2022.83", "9.2p1": numbers with dots and perhaps a short suffix.
/// Vendor suffixes ("-gabc123", "+deb11") are not part of what upstream says.
std::string_view versionAt(std::string_view Text) {
  Text = Text.substr(0, 32);
  std::size_t Length = 0, Dots = 0;
  while (Length < Text.size() &&
         (isDigit(Text[Length]) ||
          (Text[Length] == '.' && Length + 1 < Text.size() && Length != 0 &&
           isDigit(Text[Length + 1])))) {
    Dots += Text[Length] == '.';
    ++Length;
  }
  if (Length == 0 || Dots == 0 || Dots > 3)
    return {};
  std::size_t Suffix = Length;
  while (Suffix < Text.size() && Suffix < Length + 2 && isLower(Text[Suffix]))
    ++Suffix;
  while (Suffix > Length && Suffix < Text.size() && isDigit(Text[Suffix]))
    ++Suffix;
  return Text.substr(0, Suffix);
}

bool matches(std::string_view Pattern, std::string_view Text) {
  if (Text.size() < Pattern.size())
    return false;
  for (std::size_t I = 0; I < Pattern.size(); ++I) {
    const char P = Pattern[I], C = Text[I];
    if (P == '#' ? !isDigit(C) : P == '^' ? !isCapital(C) : P != C)
      return false;
  }
  return true;
}

/// Vendors append to a kernel's or boot loader's version what they like, up to
/// the blank: "5.10.110-gabc+ (build@host)".
std::string_view withoutVendorSuffix(std::string_view AfterVersion) {
  const std::size_t Length = static_cast<std::size_t>(
      std::ranges::find_if_not(AfterVersion,
                               [](char C) {
                                 return isDigit(C) || isLower(C) ||
                                        isCapital(C) || C == '-' || C == '+' ||
                                        C == '.' || C == '_';
                               }) -
      AfterVersion.begin());
  return AfterVersion.substr(Length);
}

class Collector {
public:
  void add(Component C) {
    // Packages and distributions are more to the point than strings.
    const auto Key = std::make_pair(C.Name, C.Version);
    const auto [Old, IsNew] = Known.try_emplace(Key, C);
    if (!IsNew && Old->second.From == ComponentSource::Phrase &&
        C.From != ComponentSource::Phrase)
      Old->second = std::move(C);
  }

  /// Adds what all the nodes say about themselves. A program repeats what was
  /// in the headers of a library that it was built with; where the library
  /// itself is there, its word counts.
  void addPhrases(const std::vector<const Node *> &Nodes) {
    std::map<std::string, std::set<std::string>> Providers; // product: SONAMEs
    std::vector<Component> Said;
    for (const Node *N : Nodes)
      for (Component &C : phrasesIn(*N)) {
        if (const ElfFile *File = elfOf(*N); File && !File->SoName.empty())
          Providers[C.Name].insert(File->SoName);
        Said.push_back(std::move(C));
      }
    for (Component &C : Said) {
      const ElfFile *File = elfOf(*C.Where);
      const std::set<std::string> &Names = Providers[C.Name];
      const bool IsRepeated =
          File && std::ranges::any_of(File->Needed, [&](const std::string &L) {
            return Names.contains(L);
          });
      if (!IsRepeated)
        add(std::move(C));
    }
  }

  /// A program is searched once, whoever asks.
  static std::vector<Component> phrasesIn(const Node &N) {
    static Memo<std::vector<Component>> Known;
    std::vector<Component> Found =
        Known.get(N, [&](Bytes) { return findPhrases(MarkedBytes(N)); });
    for (Component &C : Found)
      C.Where = &N;
    return Found;
  }

  static std::vector<Component> findPhrases(const MarkedBytes &File) {
    std::vector<Component> Found;
    const std::string_view Text = File.bytes().text();
    File.find(PhraseMarks, [&](std::size_t Mark, std::uint64_t At) {
      const Phrase &P = Phrases[Mark];
      const std::string_view Rest = Text.substr(At + P.Before.size());
      const std::string_view Version = versionAt(Rest);
      if (Version.empty())
        return;
      const std::string_view After = Rest.substr(Version.size());
      if (!P.After.empty() && !matches(P.After, withoutVendorSuffix(After)))
        return;
      if (P.After.empty() && !After.empty() &&
          (isDigit(After[0]) || After[0] == '*' || After[0] == '%'))
        return;
      Found.push_back({std::string(P.Product),
                       std::string(Version),
                       ComponentSource::Phrase,
                       nullptr,
                       {At, P.Before.size() + Version.size()}});
    });
    return Found;
  }

  /// Paragraphs of "Field: value", as dpkg, opkg and (with one letter) apk
  /// have.
  void addPackages(const Node &N, std::string_view Type,
                   std::string_view NameField, std::string_view VersionField) {
    const std::string_view Text = N.bytes().text();
    std::string_view Name, Version;
    std::size_t NameAt = 0;
    bool IsInstalled = true;
    const auto Flush = [&] {
      if (!Name.empty() && !Version.empty() && IsInstalled)
        add({printable(Name),
             printable(Version),
             ComponentSource::Packages,
             &N,
             {NameAt, Name.size()},
             Type});
      Name = Version = {};
      IsInstalled = true;
    };
    for (std::size_t At = 0; At < Text.size();) {
      const std::size_t End = std::min(Text.find('\n', At), Text.size());
      const std::string_view Line = Text.substr(At, End - At);
      if (Line.empty())
        Flush();
      else if (Line.starts_with(NameField)) {
        Name = Line.substr(NameField.size());
        NameAt = At + NameField.size();
      } else if (Line.starts_with(VersionField))
        Version = Line.substr(VersionField.size());
      else if (Line.starts_with("Status: "))
        IsInstalled = Line.ends_with(" installed");
      At = End + 1;
    }
    Flush();
  }

  void addDistribution(const Node &N) {
    static constexpr std::pair<std::string_view, std::string_view> Names[] = {
        {"alpine", "Alpine Linux"},
        {"debian", "Debian"},
        {"openwrt", "OpenWrt"},
        {"ubuntu", "Ubuntu"}};
    const auto Value = [&](std::string_view Field) -> std::string_view {
      const std::string_view Text = N.bytes().text();
      std::size_t At = Text.find("\n" + std::string(Field));
      if (Text.starts_with(Field))
        At = 0;
      else if (At == std::string_view::npos)
        return {};
      else
        ++At;
      std::string_view Found = Text.substr(At + Field.size());
      Found = Found.substr(0, Found.find('\n'));
      if (Found.size() >= 2 && (Found[0] == '"' || Found[0] == '\''))
        Found = Found.substr(1, Found.size() - 2);
      return Found;
    };
    const std::string_view Id = Value("ID=");
    const std::string_view Version = Value("VERSION_ID=");
    for (const auto &[Word, Name] : Names)
      if (Id == Word && !Version.empty())
        add({std::string(Name),
             printable(Version),
             ComponentSource::OsRelease,
             &N,
             {static_cast<std::uint64_t>(Version.data() -
                                         N.bytes().text().data()),
              Version.size()}});
  }

  /// Interpreters name their series in the name of the program.
  void addInterpreter(const FileSystem &F, const Node &N) {
    constexpr std::string_view Python = "python";
    if (!N.Name.starts_with(Python) || !N.isRegularFile() ||
        F.pathOf(N).find("/bin/") == std::string::npos)
      return;
    const std::string_view Version =
        std::string_view(N.Name).substr(Python.size());
    if (!Version.empty() && versionAt(Version) == Version)
      add({"Python", std::string(Version), ComponentSource::Phrase, &N, {}});
  }

  std::vector<Component> take() {
    std::vector<Component> All;
    for (auto &[Key, C] : Known)
      All.push_back(std::move(C));
    return All;
  }

private:
  std::map<std::pair<std::string, std::string>, Component> Known;
};

} // namespace

std::vector<Component> binscan::findComponents(const Image &I) {
  Collector Found;
  for (const FileSystem &F : I.rootFileSystems()) {
    const auto File = [&](std::string_view Path) -> const Node * {
      const Node *N = F.find(Path);
      return N && N->isRegularFile() ? N : nullptr;
    };
    for (std::string_view Path : {"/etc/os-release", "/usr/lib/os-release"})
      if (const Node *N = File(Path))
        Found.addDistribution(*N);
    if (const Node *N = File("/var/lib/dpkg/status"))
      Found.addPackages(*N, "deb", "Package: ", "Version: ");
    for (std::string_view Path :
         {"/usr/lib/opkg/status", "/var/lib/opkg/status"})
      if (const Node *N = File(Path))
        Found.addPackages(*N, "opkg", "Package: ", "Version: ");
    if (const Node *N = File("/lib/apk/db/installed"))
      Found.addPackages(*N, "apk", "P:", "V:");
    F.forEachFile([&](const Node &N) { Found.addInterpreter(F, N); });
  }
  // Text is about products; programs are products.
  std::vector<const Node *> Programs = distinctLeaves(I);
  std::erase_if(Programs, [](const Node *N) { return isText(N->bytes()); });
  Found.addPhrases(Programs);
  return Found.take();
}

std::optional<SupportEnd> binscan::supportEndOf(std::string_view Name,
                                                std::string_view Version) {
  for (const Series &S : AllSeries) {
    if (S.Product != Name || !Version.starts_with(S.Name))
      continue;
    // "1.0.2k" is of 1.0.2, but 3.10 is not of 3.1.
    if (Version.size() > S.Name.size() && isDigit(Version[S.Name.size()]))
      continue;
    const auto Number = [&](std::size_t At, std::size_t Length) {
      int Value = 0;
      std::from_chars(S.LastDay.data() + At, S.LastDay.data() + At + Length,
                      Value);
      return Value;
    };
    const std::chrono::year_month_day Day{
        std::chrono::year(Number(0, 4)),
        std::chrono::month(static_cast<unsigned>(Number(5, 2))),
        std::chrono::day(static_cast<unsigned>(Number(8, 2)))};
    const auto Source = std::ranges::find(
        Sources, Name, &std::pair<std::string_view, std::string_view>::first);
    return SupportEnd{S.Name, std::chrono::sys_days(Day),
                      Source == std::end(Sources) ? "" : Source->second};
  }
  return std::nullopt;
}

/// Takes the next run of digits or letters from the front; separators go.
static std::string_view takePart(std::string_view &Version) {
  while (!Version.empty() && !isDigit(Version[0]) && !isLower(Version[0]))
    Version.remove_prefix(1);
  std::size_t Length = 0;
  while (Length < Version.size() &&
         (isDigit(Version[0]) ? isDigit(Version[Length])
                              : isLower(Version[Length])))
    ++Length;
  const std::string_view Part = Version.substr(0, Length);
  Version.remove_prefix(Length);
  return Part;
}

bool binscan::isOlder(std::string_view A, std::string_view B) {
  for (;;) {
    std::string_view Left = takePart(A), Right = takePart(B);
    if (Left.empty() || Right.empty())
      return Left.empty() && !Right.empty();
    const bool IsNumber = isDigit(Left[0]);
    // 1.0.1a is before 1.0.1.1, as letters mend what numbers continue.
    if (IsNumber != isDigit(Right[0]))
      return !IsNumber;
    if (IsNumber) {
      Left.remove_prefix(std::min(Left.find_first_not_of('0'), Left.size()));
      Right.remove_prefix(std::min(Right.find_first_not_of('0'), Right.size()));
      if (Left.size() != Right.size())
        return Left.size() < Right.size();
    }
    if (Left != Right)
      return Left < Right;
  }
}

std::vector<Vulnerability>
binscan::vulnerabilitiesOf(std::string_view Name, std::string_view Version) {
  std::vector<Vulnerability> Found;
  for (const VulnerableRange &R : AllVulnerabilities)
    if (R.Product == Name && !isOlder(Version, R.What.First) &&
        isOlder(Version, R.What.Fixed))
      Found.push_back(R.What);
  return Found;
}

bool binscan::isMaintainedDistribution(const std::vector<Component> &All,
                                       std::chrono::sys_days Today) {
  return std::ranges::any_of(All, [&](const Component &C) {
    if (C.From != ComponentSource::OsRelease)
      return false;
    const auto End = supportEndOf(C.Name, C.Version);
    return !End || End->LastDay >= Today;
  });
}
