//===- binscan/Cache.cpp - Results of earlier scans -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/Cache.h"

#include "sarif/AtomicFile.h"
#include "sarif/Product.h"
#include "sarif/Sha256.h"

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <system_error>

using namespace firmcop;
using namespace firmcop::binscan;

namespace {

/// What an entry starts with, then the digest of the rest, then the rest.
constexpr std::string_view Magic = "firmcop-result 1\n";
constexpr std::size_t DigestSize = 64;

Result<std::string> digestOf(const InputFile &File) {
  const Result<Blob> Content = readFile(File);
  if (!Content)
    return Content.problem();
  return sha256Hex(Content->bytes().text());
}

/// Whether the result of that content would come out the same again.
bool isLasting(const ImageResult &R, const std::string &Digest) {
  return !R.Found.Artifacts.empty() &&
         R.Found.Artifacts.front().Sha256 == Digest &&
         std::ranges::all_of(R.Found.Problems, [](const Problem &P) {
           return P.Severity != Level::Error &&
                  (P.Where == Stage::Unpack || P.Where == Stage::Parse);
         });
}

Problem note(const InputFile &Image, std::string Text) {
  return {Stage::Configuration, Level::Note, Image.Name, std::move(Text)};
}

} // namespace

std::string binscan::toCacheEntry(const ImageResult &R) {
  const std::string Content = toBytes(R);
  return std::string(Magic) + sha256Hex(Content) + Content;
}

std::optional<ImageResult> binscan::readCacheEntry(std::string_view Entry) {
  if (!Entry.starts_with(Magic) || Entry.size() < Magic.size() + DigestSize)
    return std::nullopt;
  const std::string_view Content = Entry.substr(Magic.size() + DigestSize);
  if (Entry.substr(Magic.size(), DigestSize) != sha256Hex(Content))
    return std::nullopt;
  return readImageResult(Content);
}

Result<ResultCache> ResultCache::in(std::string Folder, Question Asked) {
  std::error_code Error;
  std::filesystem::create_directories(Folder, Error);
  if (Error)
    return Problem{Stage::Configuration, Level::Error, Folder,
                   "The folder '" + Folder +
                       "' for the cache could not be made: " + Error.message() +
                       "; name another one."};
  // A release has one version, but a build of one's own has other rules with
  // the same.
  const Result<std::string> Program = digestOf({"binscan", "/proc/self/exe"});
  if (!Program)
    return Program.problem();
  return ResultCache(std::move(Folder), std::move(Asked),
                     std::string(ProductVersion) + *Program);
}

std::string ResultCache::fileFor(const InputFile &Image, std::size_t Number,
                                 const std::string &Digest) const {
  std::string Key;
  for (const std::string &Part : {Program, Asked(Number), Image.Name, Digest})
    Key += std::to_string(Part.size()) + ':' + Part;
  return (std::filesystem::path(Folder) / (sha256Hex(Key) + ".result"))
      .string();
}

std::vector<ImageResult>
ResultCache::runOnImages(std::span<const InputFile> Images,
                         const ImageTask &Task,
                         const WorkerOptions &Options) const {
  struct Missing {
    std::size_t Number;
    std::string Digest;
    std::string File; ///< empty: no entry can be made
    bool IsDamaged;
  };
  std::vector<ImageResult> Results(Images.size());
  std::vector<Missing> ToDo;
  std::vector<InputFile> Files;
  for (std::size_t I = 0; I != Images.size(); ++I) {
    Missing M{I, {}, {}, false};
    if (const Result<std::string> Digest = digestOf(Images[I])) {
      M.Digest = *Digest;
      M.File = fileFor(Images[I], I, M.Digest);
    }
    std::error_code Error;
    if (!M.File.empty() && std::filesystem::exists(M.File, Error)) {
      const Result<Blob> Entry = readFile({Images[I].Name, M.File});
      auto Known = Entry ? readCacheEntry(Entry->bytes().text()) : std::nullopt;
      if (Known && isLasting(*Known, M.Digest)) {
        Results[I] = std::move(*Known);
        continue;
      }
      M.IsDamaged = true;
    }
    ToDo.push_back(std::move(M));
    Files.push_back(Images[I]);
  }

  const ImageTask Renumbered = [&](const ImageJob &Job) {
    return Task({ToDo[Job.Number].Number, Job.Image, Job.Content, Job.IsMapped,
                 Job.Jobs, Job.Files});
  };
  std::vector<ImageResult> New = binscan::runOnImages(
      Files, Renumbered, Options, [](const ExtractedFile &) {});
  for (std::size_t I = 0; I != New.size(); ++I) {
    const Missing &M = ToDo[I];
    ImageResult &R = New[I];
    std::optional<Problem> Failed;
    // What the digest was taken of may not be what was scanned.
    if (!M.File.empty() && isLasting(R, M.Digest))
      Failed = writeFileAtomically(
          M.File, [&](std::ostream &Out) { Out << toCacheEntry(R); });
    if (Failed)
      R.Found.Problems.push_back(note(
          Files[I], "The result was not kept in the cache: " + Failed->Text));
    if (M.IsDamaged)
      R.Found.Problems.push_back(
          note(Files[I], "The entry '" + M.File +
                             "' of the cache is damaged and was ignored; the "
                             "image was scanned again."));
    Results[M.Number] = std::move(R);
  }
  return Results;
}
