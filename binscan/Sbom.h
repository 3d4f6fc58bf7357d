//===- binscan/Sbom.h - The components as CycloneDX -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A bill of materials of what is really in an image, which need not be what the
// build meant to put there. CycloneDX 1.6 (ECMA-424) in JSON, with the evidence
// for each component: by what it was recognised and where. What the list of
// known vulnerabilities has on a version is in it as a question ("in_triage")
// that whoever knows the build answers.
//
// Equal images give equal bytes: there is no time in it, and the serial number
// follows from the content.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_SBOM_H
#define FIRMCOP_BINSCAN_SBOM_H

#include "binscan/Tree.h"
#include "sarif/Json.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace firmcop::binscan {

/// Collects the components of images.
class Sbom {
public:
  /// What there is to say of the image with that number, which counts from 1,
  /// as text. \p Today is the day by which a distribution counts as maintained.
  static std::string partOf(const Image &I, std::size_t Number,
                            std::chrono::sys_days Today);

  /// Adds what the above gave; anything else is left out.
  void add(std::string_view Part);

  /// The document. With one image that is its subject.
  std::string text() const;

  /// As text, into a file that appears complete or not at all.
  std::optional<Problem> write(const std::filesystem::path &File) const;

private:
  /// Arrays under the names that the document has for them; the images are
  /// under "images".
  Json Parts = Json::object();
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_SBOM_H
