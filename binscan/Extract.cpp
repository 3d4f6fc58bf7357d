//===- binscan/Extract.cpp - Writing an image's files to the host *- C++ -*-==//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Extract.h"

#include "binscan/Listing.h"
#include "binscan/readers/FileModes.h"
#include "sarif/Sha256.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <set>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

constexpr std::size_t LongestName = 255; ///< of every Linux file system

std::string errnoText() { return std::generic_category().message(errno); }

/// The names that are taken in one folder.
class Names {
public:
  std::string take(std::string Name) {
    // What is cut off is told apart by a digest of all of it.
    constexpr std::size_t Kept = 200, Digits = 16;
    if (Name.size() > Kept + Digits)
      Name = Name.substr(0, Kept) + '~' + sha256Hex(Name).substr(0, Digits);
    std::string Free = Name;
    for (unsigned Number = 2; !Taken.insert(Free).second; ++Number)
      Free = Name + '~' + std::to_string(Number);
    return Free;
  }

private:
  std::set<std::string> Taken;
};

class Lister {
public:
  Lister(const Image &Tree, const FileSink &Files) : Tree(Tree), Files(Files) {}

  void run() {
    Pending.push_back({0, {escapeName(Tree.root().Name)}, 1});
    while (!Pending.empty()) {
      const Folder F = std::move(Pending.back());
      Pending.pop_back();
      list(F);
    }
  }

private:
  struct Folder {
    NodeId Of = 0;
    std::vector<std::string> Place;
    std::uint64_t RootDepth = 0;
  };

  void list(const Folder &F) {
    const Node &Holder = Tree.node(F.Of);
    const std::uint64_t RootDepth =
        Holder.HoldsFiles ? F.Place.size() : F.RootDepth;
    Names Taken;
    std::vector<std::string> Chosen;
    for (const NodeId Id : Holder.Children)
      Chosen.push_back(Taken.take(escapeName(Tree.node(Id).Name)));
    for (std::size_t I = 0; I != Chosen.size(); ++I) {
      const Node &N = Tree.node(Holder.Children[I]);
      if (N.Kind == NodeKind::Padding)
        continue;
      const bool IsFile = N.isRegularFile();
      const bool IsFolder =
          N.isDirectory() || (!IsFile && N.Divided && !N.Children.empty());
      Folder Below{N.Id, F.Place, RootDepth};
      Below.Place.push_back(Chosen[I]);
      hand(N, Below.Place, RootDepth, IsFolder);
      if (N.Children.empty())
        continue;
      if (!IsFolder)
        Below.Place.back() = Taken.take(Chosen[I] + ".contents");
      Pending.push_back(std::move(Below));
    }
  }

  void hand(const Node &N, const std::vector<std::string> &Place,
            std::uint64_t RootDepth, bool IsFolder) const {
    ExtractedFile X;
    X.Place = Place;
    X.PathInImage = Tree.path(N);
    X.Kind = IsFolder ? "directory" : N.File ? nameOf(N.File->Type) : "file";
    X.RootDepth = RootDepth;
    if (N.File && N.File->HasMode)
      X.Mode = octal(N.File->Mode);
    if (N.File)
      X.Target = N.File->LinkTarget;
    if (!IsFolder) {
      X.Sha256 = N.Sha256;
      X.Content = N.bytes().text();
    }
    Files(X);
  }

  const Image &Tree;
  const FileSink &Files;
  std::vector<Folder> Pending;
};

bool isPossible(const std::string &Name) {
  return !Name.empty() && Name != "." && Name != ".." &&
         Name.size() <= LongestName && Name.find('/') == std::string::npos &&
         Name.find('\0') == std::string::npos;
}

} // namespace

void binscan::listForExtraction(const Image &Tree, const FileSink &Files) {
  Lister(Tree, Files).run();
}

std::optional<std::string> binscan::safeTarget(std::string_view Target,
                                               std::uint64_t Depth) {
  constexpr std::size_t Longest = 4000;
  if (Target.empty() || Target.size() > Longest ||
      Target.find('\0') != std::string_view::npos)
    return std::nullopt;
  // Steps up come first, where it is known how many there may be. After a name
  // they could start from anywhere, because the name may be a link itself.
  std::string Relative;
  std::uint64_t Ups = 0;
  bool HasName = false;
  if (Target.front() == '/')
    for (; Ups != Depth; ++Ups)
      Relative += "../";
  const bool IsAbsolute = Target.front() == '/';
  for (std::size_t At = 0; At < Target.size();) {
    const std::size_t End = std::min(Target.find('/', At), Target.size());
    const std::string_view Name = Target.substr(At, End - At);
    At = End + 1;
    if (Name.empty() || Name == ".")
      continue;
    if (Name == "..") {
      if (HasName)
        return std::nullopt;
      // At the root ".." stays there.
      if (IsAbsolute || Ups == Depth)
        continue;
      ++Ups;
    }
    HasName = HasName || Name != "..";
    (Relative += Name) += '/';
  }
  if (Relative.empty())
    return ".";
  Relative.pop_back();
  return Relative;
}

Result<Extraction> Extraction::into(const std::string &Folder) {
  const auto Unusable = [&](const std::string &Reason) {
    return Problem{Stage::Input, Level::Error, Folder,
                   "'" + Folder + "' " + Reason};
  };
  std::error_code Error;
  std::filesystem::create_directories(Folder, Error);
  const int Top = open(Folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (Top < 0)
    return Unusable("cannot be a folder for the files: " + errnoText() + ".");
  Extraction Made(Folder, Top);
  if (!std::filesystem::is_empty(Folder, Error))
    return Unusable("is not empty; name a new folder for the files.");
  return Made;
}

Extraction::Extraction(Extraction &&Other) noexcept
    : Folder(std::move(Other.Folder)), Top(std::exchange(Other.Top, -1)),
      Written(Other.Written), Entries(std::move(Other.Entries)) {}

Extraction::~Extraction() {
  if (Top >= 0)
    close(Top);
}

/// Opens the folder that the first \p Count names lead to, and makes what is
/// missing; negative when that is not possible.
int Extraction::openFolder(const std::vector<std::string> &Place,
                           std::size_t Count) {
  int At = dup(Top);
  for (std::size_t I = 0; I != Count && At >= 0; ++I) {
    constexpr mode_t ForOwner = 0755;
    const char *Name = Place[I].c_str();
    const int Next =
        mkdirat(At, Name, ForOwner) == 0 || errno == EEXIST
            ? openat(At, Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            : -1;
    const int Error = errno;
    close(At);
    errno = Error;
    At = Next;
  }
  return At;
}

/// Writes a folder or a file; gives the reason when it did not.
std::string Extraction::write(const ExtractedFile &File) {
  const bool IsFolder = File.Kind == "directory";
  const int In = openFolder(File.Place, File.Place.size() - (IsFolder ? 0 : 1));
  if (In < 0)
    return "its folder cannot be made: " + errnoText();
  if (IsFolder) {
    close(In);
    return "";
  }
  const bool IsProgram = File.Mode.find_first_of("1357") != std::string::npos;
  const int Out = openat(In, File.Place.back().c_str(),
                         O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                         IsProgram ? 0755 : 0644);
  std::string Reason = Out < 0 ? errnoText() : "";
  close(In);
  for (std::size_t Done = 0; Out >= 0 && Done < File.Content.size();) {
    const ssize_t Count =
        ::write(Out, File.Content.data() + Done, File.Content.size() - Done);
    if (Count < 0 && errno == EINTR)
      continue;
    if (Count <= 0) {
      Reason = errnoText();
      break;
    }
    Done += static_cast<std::size_t>(Count);
  }
  if (Out >= 0)
    close(Out);
  return Reason;
}

/// Makes a link; gives the reason when it did not.
std::string Extraction::link(const ExtractedFile &File) {
  const std::uint64_t Above = File.RootDepth + 1;
  const std::optional<std::string> Target =
      File.Place.size() < Above
          ? std::nullopt
          : safeTarget(File.Target, File.Place.size() - Above);
  if (!Target)
    return "it could lead out of its file system";
  const int In = openFolder(File.Place, File.Place.size() - 1);
  if (In < 0)
    return "its folder cannot be made: " + errnoText();
  const bool IsMade =
      symlinkat(Target->c_str(), In, File.Place.back().c_str()) == 0;
  const std::string Reason = IsMade ? "" : errnoText();
  close(In);
  return Reason;
}

void Extraction::add(const ExtractedFile &File) {
  ManifestEntry E;
  E.Size = File.Content.size();
  if (File.Place.empty() || !std::ranges::all_of(File.Place, isPossible))
    E.NotWritten = "its name is not possible here";
  else if (File.Kind == "file" || File.Kind == "directory")
    E.NotWritten = write(File);
  else if (File.Kind != "symlink") // these wait for all the files
    E.NotWritten = "devices, pipes and sockets are not made";
  Written += File.Kind != "symlink" && E.NotWritten.empty();
  E.File = File;
  E.File.Content.clear();
  Entries.push_back(std::move(E));
}

std::vector<Problem> Extraction::finish() {
  std::vector<Problem> Problems;
  constexpr std::size_t MostSaid = 20;
  for (ManifestEntry &E : Entries) {
    const bool IsLink = E.File.Kind == "symlink";
    if (IsLink && E.NotWritten.empty()) {
      E.NotWritten = link(E.File);
      Written += E.NotWritten.empty();
    }
    const bool IsFile = E.File.Kind == "file" || E.File.Kind == "directory";
    if (!E.NotWritten.empty() && IsFile && Problems.size() < MostSaid)
      Problems.push_back({Stage::Unpack, Level::Warning, E.File.PathInImage,
                          "'" + E.File.PathInImage +
                              "' was not written: " + E.NotWritten + "."});
  }
  std::ofstream List(std::filesystem::path(Folder) / "binscan-manifest.json",
                     std::ios::binary);
  printManifest(List, Entries);
  List.flush();
  if (!List)
    Problems.push_back({Stage::Input, Level::Error, Folder,
                        "'" + Folder +
                            "/binscan-manifest.json' could not be "
                            "written; is the disk full?"});
  return Problems;
}
