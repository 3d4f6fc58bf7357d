//===- checks/driver/Cache.h - Results that need no new analysis *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A result is asked for by all that is known before a file is read: this
// program, its options and models, the compiler's commands, the configuration
// files above the file. It is used when every file that was read for it is as
// it was, by content; times do not matter, and neither does where it was made.
//
// What a digest cannot see is a header that was not there and now is, earlier
// in the search path than the one that was read.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_DRIVER_CACHE_H
#define FIRMCOP_CHECKS_DRIVER_CACHE_H

#include "checks/driver/Task.h"

#include <map>

namespace firmcop {

/// A folder of records. Several programs may use it at a time.
class Cache {
public:
  /// An empty \p Directory is a cache that keeps nothing. The directory is made
  /// when it is not there; when that fails, it is a problem and nothing is
  /// kept. \p Common stands for what all tasks have in common.
  Cache(llvm::StringRef Directory, const TaskSetting &Setting,
        llvm::StringRef Common, std::vector<Problem> &Problems);

  bool isOn() const { return !Directory.empty(); }

  /// The record of a file, when it is there and still holds. Damaged records
  /// are problems.
  std::optional<UnitRecord> find(const Task &T, std::vector<Problem> &Problems);

  /// Keeps a record. That it cannot be written is a problem, once.
  void keep(const Task &T, const UnitRecord &Record,
            std::vector<Problem> &Problems);

private:
  std::string keyOf(const Task &T);
  std::string pathOf(llvm::StringRef Key) const;
  const std::string &digest(const std::string &File);

  std::string Directory, Common;
  std::map<std::string, std::string> Digests;
  bool HasFailed = false;
};

/// Writes a record to a file of that name, which appears only when it is
/// complete.
bool writeRecord(const UnitRecord &Record, llvm::StringRef Key,
                 llvm::StringRef File);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_DRIVER_CACHE_H
