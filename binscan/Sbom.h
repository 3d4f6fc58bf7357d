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

namespace firmcop::binscan {

/// Collects the components of images.
class Sbom {
public:
  /// \p Today is the day by which a distribution counts as maintained.
  explicit Sbom(std::chrono::sys_days Today) : Today(Today) {}

  void add(const Image &I);

  /// The document. With one image that is its subject.
  std::string text() const;

  /// As text, into a file that appears complete or not at all.
  std::optional<Problem> write(const std::filesystem::path &File) const;

private:
  std::chrono::sys_days Today;
  Json Images = Json::array();     ///< one component of type firmware for each
  Json Components = Json::array(); ///< of all images
  Json Dependencies = Json::array();
  Json Compositions = Json::array();
  Json Vulnerabilities = Json::array();
};

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_SBOM_H
