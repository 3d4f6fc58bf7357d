//===- binscan/Extract.h - Writing an image's files to the host -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What an image names is written below one new folder and nowhere else. Names
// that a host could misunderstand are escaped, as in Image::path; devices,
// pipes and sockets are listed and not made; nobody gets a set-user-id program.
// Links are made last, so that nothing is ever written through one, and only
// those that cannot lead out of their own file system, rewritten to be
// relative. What became of each entry stands in a list beside the files.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_EXTRACT_H
#define FIRMCOP_BINSCAN_EXTRACT_H

#include "binscan/Tree.h"
#include "binscan/Workers.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop::binscan {

/// Hands over everything in the tree, with places that are all different. What
/// was divided becomes a folder; of a file that is an archive there is the file
/// and a folder with ".contents" at its name.
void listForExtraction(const Image &Tree, const FileSink &Files);

/// Where a symbolic link may lead when it stands \p Depth folders below its
/// root: the target to write, or nothing when it could lead out.
std::optional<std::string> safeTarget(std::string_view Target,
                                      std::uint64_t Depth);

/// What became of an entry.
struct ManifestEntry {
  ExtractedFile File; ///< without its content
  std::uint64_t Size = 0;
  std::string NotWritten; ///< the reason; empty when it was
};

/// Writes files below a folder. Does not trust who names them.
class Extraction {
public:
  /// Makes the folder, which must not exist or be empty.
  static Result<Extraction> into(const std::string &Folder);

  Extraction(Extraction &&Other) noexcept;
  Extraction(const Extraction &) = delete;
  Extraction &operator=(Extraction &&) = delete;
  ~Extraction();

  void add(const ExtractedFile &File);

  /// Makes the links, and lists everything in "binscan-manifest.json". Gives
  /// what went wrong.
  std::vector<Problem> finish();

  /// Entries that were written.
  std::uint64_t written() const { return Written; }
  const std::vector<ManifestEntry> &entries() const { return Entries; }

private:
  Extraction(std::string Folder, int Descriptor)
      : Folder(std::move(Folder)), Top(Descriptor) {}

  std::string write(const ExtractedFile &File);
  std::string link(const ExtractedFile &File);
  int openFolder(const std::vector<std::string> &Place, std::size_t Count);

  std::string Folder;
  int Top; ///< descriptor of the folder
  std::uint64_t Written = 0;
  std::vector<ManifestEntry> Entries;
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_EXTRACT_H
