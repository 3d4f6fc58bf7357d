//===- sarif/AtomicFile.cpp - Files complete or not at all ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sarif/AtomicFile.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

using namespace firmcop;

namespace {

Problem cannotWrite(const std::filesystem::path &File, int Error) {
  return {Stage::Input, Level::Error, File.string(),
          "Cannot write '" + File.string() + "': " + std::strerror(Error) +
              "; name a file in a folder that you may write to."};
}

/// A new file beside the wanted one, removed unless it takes that one's name.
class TemporaryFile {
public:
  explicit TemporaryFile(const std::filesystem::path &Wanted)
      : Name(Wanted.string() + ".XXXXXX"), Descriptor(::mkstemp(Name.data())) {}

  ~TemporaryFile() {
    if (Descriptor < 0)
      return;
    ::close(Descriptor);
    if (!Renamed)
      ::unlink(Name.c_str());
  }

  TemporaryFile(const TemporaryFile &) = delete;
  TemporaryFile &operator=(const TemporaryFile &) = delete;

  explicit operator bool() const { return Descriptor >= 0; }

  bool write(std::string_view Text) {
    while (!Text.empty()) {
      ssize_t Count = ::write(Descriptor, Text.data(), Text.size());
      if (Count < 0 && errno != EINTR)
        return false;
      if (Count > 0)
        Text.remove_prefix(std::size_t(Count));
    }
    return true;
  }

  bool rename(const std::filesystem::path &Wanted) {
    // mkstemp makes the file private; give it the mode of any other new file.
    mode_t Mask = ::umask(0);
    ::umask(Mask);
    Renamed = ::fchmod(Descriptor, 0666 & ~Mask) == 0 &&
              ::fsync(Descriptor) == 0 &&
              ::rename(Name.c_str(), Wanted.c_str()) == 0;
    return Renamed;
  }

private:
  std::string Name;
  int Descriptor;
  bool Renamed = false;
};

} // namespace

std::optional<Problem>
firmcop::writeFileAtomically(const std::filesystem::path &File,
                             const std::function<void(std::ostream &)> &Write) {
  std::ostringstream Text;
  Write(Text);
  // A device such as /dev/stdout has no room beside it and must not be
  // replaced; it takes the text as it comes.
  std::error_code Ignored;
  auto Status = std::filesystem::status(File, Ignored);
  if (std::filesystem::exists(Status) &&
      !std::filesystem::is_regular_file(Status)) {
    std::FILE *Out = std::filesystem::is_directory(Status)
                         ? (errno = EISDIR, nullptr)
                         : std::fopen(File.c_str(), "w");
    if (!Out)
      return cannotWrite(File, errno);
    std::string_view View = Text.view();
    bool Written = std::fwrite(View.data(), 1, View.size(), Out) == View.size();
    bool Closed = std::fclose(Out) == 0;
    if (!Written || !Closed)
      return cannotWrite(File, errno);
    return std::nullopt;
  }
  TemporaryFile Temporary(File);
  if (!Temporary || !Temporary.write(Text.view()) || !Temporary.rename(File))
    return cannotWrite(File, errno);
  return std::nullopt;
}
