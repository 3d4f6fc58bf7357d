//===- binscan/Input.cpp - Reading what was named ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Input.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <new>
#include <set>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

using namespace firmcop;
using namespace firmcop::binscan;

namespace fs = std::filesystem;

namespace {

class Descriptor {
public:
  explicit Descriptor(int Number) : Number(Number) {}
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  ~Descriptor() {
    if (Number >= 0)
      close(Number);
  }
  int get() const { return Number; }

private:
  int Number;
};

Problem unusable(const std::string &Name, const std::string &Reason) {
  return {Stage::Input, Level::Error, Name, "'" + Name + "' " + Reason};
}

std::string errnoText() { return std::generic_category().message(errno); }

/// The last \p Count components of a path.
std::string lastComponents(const fs::path &Path, std::size_t Count) {
  std::vector<fs::path> Parts(Path.begin(), Path.end());
  std::erase_if(Parts, [](const fs::path &P) {
    return P == "/" || P == ".." || P == "." || P.empty();
  });
  fs::path Name;
  for (std::size_t I = Parts.size() - std::min(Count, Parts.size());
       I != Parts.size(); ++I)
    Name /= Parts[I];
  return Name.generic_string();
}

/// The path from the current directory; empty when it is not below it.
std::string belowHere(const fs::path &Path) {
  std::error_code Error;
  const fs::path Here = fs::current_path(Error);
  const fs::path Relative = (Path.is_absolute() ? Path : Here / Path)
                                .lexically_normal()
                                .lexically_relative(Here);
  const bool IsBelow = !Relative.empty() && *Relative.begin() != "..";
  return IsBelow ? Relative.generic_string() : "";
}

/// Opens a file that can be an image; gives its size, too.
Result<std::size_t> openImage(const InputFile &Input, const Descriptor &File) {
  if (File.get() < 0)
    return unusable(Input.Name, "could not be opened: " + errnoText() +
                                    "; check its name and its permissions.");
  struct stat Status;
  if (fstat(File.get(), &Status) != 0)
    return unusable(Input.Name, "could not be examined: " + errnoText() + ".");
  if (S_ISDIR(Status.st_mode))
    return unusable(Input.Name, "is a directory; name the image files in it.");
  if (!S_ISREG(Status.st_mode))
    return unusable(Input.Name,
                    "is not a regular file; copy its content to a file.");
  if (Status.st_size == 0)
    return unusable(Input.Name, "is empty; check how it was made or copied.");
  return static_cast<std::size_t>(Status.st_size);
}

constexpr int HowToOpen = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;

} // namespace

Inputs binscan::nameInputs(std::span<const std::string> Arguments) {
  Inputs Result;
  std::set<std::pair<dev_t, ino_t>> Seen;
  for (const std::string &Argument : Arguments) {
    struct stat Status;
    if (stat(Argument.c_str(), &Status) == 0 &&
        !Seen.emplace(Status.st_dev, Status.st_ino).second) {
      Result.Problems.push_back(
          {Stage::Input, Level::Note, Argument,
           "'" + Argument + "' was named twice; it is scanned once."});
      continue;
    }
    Result.Files.push_back({belowHere(Argument), Argument});
  }
  const auto IsTaken = [&](const InputFile &F) {
    return std::ranges::any_of(Result.Files, [&](const InputFile &Other) {
      return &Other != &F && Other.Name == F.Name;
    });
  };
  for (InputFile &F : Result.Files) {
    const bool IsOutside = F.Name.empty();
    for (std::size_t Count = 1; IsOutside && Count < 64; ++Count) {
      F.Name = lastComponents(F.File, Count);
      if (!IsTaken(F))
        break;
    }
  }
  return Result;
}

Result<Blob> binscan::readFile(const InputFile &Input) {
  const Descriptor File(open(Input.File.c_str(), HowToOpen));
  const Result<std::size_t> Length = openImage(Input, File);
  if (!Length)
    return Length.problem();
  try {
    std::vector<std::uint8_t> Content(*Length);
    std::size_t Size = 0;
    while (Size < Content.size()) {
      const ssize_t Count =
          read(File.get(), Content.data() + Size, Content.size() - Size);
      if (Count < 0 && errno == EINTR)
        continue;
      if (Count < 0)
        return unusable(Input.Name, "could not be read: " + errnoText() + ".");
      if (Count == 0)
        break;
      Size += static_cast<std::size_t>(Count);
    }
    Content.resize(Size);
    return Blob(std::move(Content));
  } catch (const std::bad_alloc &) {
    return unusable(Input.Name, "is larger than the memory; scan its parts.");
  }
}

Result<Blob> binscan::mapFile(const InputFile &Input) {
  const Descriptor File(open(Input.File.c_str(), HowToOpen));
  const Result<std::size_t> Length = openImage(Input, File);
  if (!Length)
    return Length.problem();
  const std::size_t Size = *Length;
  void *Start =
      mmap(nullptr, Size, PROT_READ, MAP_PRIVATE, File.get(), /*offset=*/0);
  if (Start == MAP_FAILED)
    return unusable(Input.Name, "could not be read: " + errnoText() + ".");
  return Blob(std::shared_ptr<const void>(Start,
                                          [Size](const void *At) {
                                            munmap(const_cast<void *>(At),
                                                   Size);
                                          }),
              Bytes(static_cast<const std::uint8_t *>(Start), Size));
}

void binscan::dropPages(const Blob &Mapped) {
  madvise(const_cast<std::uint8_t *>(Mapped.bytes().data()),
          Mapped.bytes().size(), MADV_DONTNEED);
}
