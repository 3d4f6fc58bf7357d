//===- binscan/Cache.h - Results of earlier scans ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A folder of results, one a file, named by the digest of everything that the
// result depends on: the bytes of the image and the name it goes by, the bytes
// of this program, and what was asked for. So an entry is never out of date,
// only of no use any more, and the folder may be deleted at any time.
//
// Only what would come out the same again is kept: not what a limit of time or
// memory or a lost process has cut short. Entries are read as carefully as what
// a worker sends; one that does not fit its own digest is ignored and said.
// That digest is against accidents: who may write to the folder decides what a
// later scan says.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_CACHE_H
#define FIRMCOP_BINSCAN_CACHE_H

#include "binscan/Input.h"
#include "binscan/Workers.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firmcop::binscan {

/// A cache in a folder.
class ResultCache {
public:
  /// Says in any form what every option that changes results makes of the image
  /// of that number.
  using Question = std::function<std::string(std::size_t Number)>;

  /// Makes the folder when it is not there.
  static Result<ResultCache> in(std::string Folder, Question Asked);

  /// As the function of that name, but only for images without an entry; makes
  /// entries of the others' results. The results are the same. Files are not
  /// given to anybody.
  std::vector<ImageResult> runOnImages(std::span<const InputFile> Images,
                                       const ImageTask &Task,
                                       const WorkerOptions &Options) const;

private:
  ResultCache(std::string Folder, Question Asked, std::string Program)
      : Folder(std::move(Folder)), Asked(std::move(Asked)),
        Program(std::move(Program)) {}

  std::string fileFor(const InputFile &Image, std::size_t Number,
                      const std::string &Digest) const;

  std::string Folder;
  Question Asked;
  std::string Program; ///< its digest
};

/// A result as an entry holds it, and back; nothing of damaged ones.
std::string toCacheEntry(const ImageResult &R);
std::optional<ImageResult> readCacheEntry(std::string_view Entry);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_CACHE_H
