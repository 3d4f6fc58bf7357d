//===- sarif/Reader.h - SARIF logs, ours and foreign ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_SARIF_READER_H
#define FIRMCOP_SARIF_READER_H

#include "firmcop/Problem.h"
#include "sarif/Summary.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop {

/// A log's text and the name to use for it in messages.
struct SarifText {
  std::string Name;
  std::string Text;
};

/// The text of a log, at most 256 MiB.
Result<SarifText> loadSarif(const std::filesystem::path &File);

/// Reads what reports need of a log. The text may come from anywhere: nesting
/// beyond 64 levels, text that is not JSON (with the byte where it stops being
/// so) and logs of another version than 2.1.0 are problems. Members of wrong
/// types are taken as absent.
///
/// A result's guidelines are its \c taxa of the component "CoP-IoT-2018", or
/// else those of its rule's relationships, or else of the rule's tags of the
/// form "cop/guideline-N".
Result<std::vector<RunSummary>> readSarif(const SarifText &Log);

} // namespace firmcop

#endif // FIRMCOP_SARIF_READER_H
