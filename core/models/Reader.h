//===- core/models/Reader.h - From a model file to rows ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CORE_MODELS_READER_H
#define FIRMCOP_CORE_MODELS_READER_H

#include "firmcop/Model.h"

#include <list>
#include <string>
#include <string_view>
#include <vector>

namespace firmcop {

/// What one model file says.
struct ModelFile {
  std::list<std::string> Names; ///< what the rows' Library and Header refer to
  std::vector<ModelRow> Rows;   ///< in file order
  std::vector<unsigned> Lines;  ///< where each row stands
};

/// Reads a file strictly: whatever is not described in docs/models.md is a
/// problem.
Result<ModelFile> readModelFile(std::string_view Json,
                                std::string_view FileName);

} // namespace firmcop

#endif // FIRMCOP_CORE_MODELS_READER_H
