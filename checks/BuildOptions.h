//===- checks/BuildOptions.h - Options that a file is built with *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Some platforms verify an image by themselves if they are told to when they
// are built. A file knows of that by a macro; the flow core, which sees no
// macros, gets what the models say of them.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_BUILDOPTIONS_H
#define FIRMCOP_CHECKS_BUILDOPTIONS_H

#include "checks/Facts.h"
#include "firmcop/flow/Program.h"

#include <vector>

namespace firmcop {

/// The modelled options about the verification of images that are on in the
/// translation unit, each once.
std::vector<flow::BuildOption> buildOptions(const TranslationUnitFacts &TU);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_BUILDOPTIONS_H
