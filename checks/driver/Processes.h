//===- checks/driver/Processes.h - Work in processes ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each file is analysed by a process of its own: clang-tidy's options and the
// state of its checks are global, and a compiler that dies on one file must not
// take the others along. The process is a copy of this one, which has read the
// models and options already.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_PROCESSES_H
#define FIRMCOP_CHECKS_DRIVER_PROCESSES_H

#include <functional>
#include <string>
#include <vector>

namespace firmcop {

/// How a process has ended.
struct Ending {
  bool HasExited = false; ///< by itself, with Code
  int Code = 0;           ///< its exit code, or the signal that ended it
};

/// Runs \p Work for each of \p Tasks in a process of its own, at most \p Jobs
/// at a time. What a process prints goes to the files that \p OutputOf and
/// \p ErrorsOf name. \p Done is called here for each that has ended, in the
/// order in which they end. Processes end with this one.
void runInProcesses(const std::vector<std::size_t> &Tasks, unsigned Jobs,
                    const std::function<int(std::size_t)> &Work,
                    const std::function<std::string(std::size_t)> &OutputOf,
                    const std::function<std::string(std::size_t)> &ErrorsOf,
                    const std::function<void(std::size_t, Ending)> &Done);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_PROCESSES_H
