//===- binscan/Workers.h - Each image in a process of its own ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Images are hostile, and the libraries that take them apart are large. So each
// image is read by a process of its own, which after reading the file gives up
// everything that it does not need (adapters/Sandbox.h) and sends what it found
// through a pipe. When it crashes, runs for too long or needs too much memory,
// that costs this image, and is said; the others go on. What it sends is not
// trusted (Serial.h).
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_WORKERS_H
#define FIRMCOP_BINSCAN_WORKERS_H

#include "binscan/Input.h"
#include "binscan/Serial.h"

#include <chrono>
#include <functional>
#include <span>

namespace firmcop::binscan {

struct WorkerOptions {
  /// Threads of all workers together.
  unsigned Jobs = 1;
  /// Without it, everything happens in this process.
  bool IsSandboxed = true;
  /// How long an image may take before its worker is ended; zero: for ever.
  std::chrono::seconds TimeLimit{0};
};

/// Takes files of an image, one by one.
using FileSink = std::function<void(const ExtractedFile &)>;

/// An image to do something with.
struct ImageJob {
  std::size_t Number; ///< among all images, from 0
  const InputFile &Image;
  const Blob &Content;
  bool IsMapped; ///< see dropPages
  unsigned Jobs; ///< threads
  const FileSink &Files;
};

/// What is done with an image; must depend on nothing but its argument.
using ImageTask = std::function<ImageResult(const ImageJob &Job)>;

/// Does \p Task with every image, several at a time, and gives the results in
/// the images' order. An image that cannot be read, or whose worker did not
/// come to an end, gives a result with a problem. \p Files is called as files
/// arrive; those of one image stay in order.
std::vector<ImageResult> runOnImages(std::span<const InputFile> Images,
                                     const ImageTask &Task,
                                     const WorkerOptions &Options,
                                     const FileSink &Files);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_WORKERS_H
