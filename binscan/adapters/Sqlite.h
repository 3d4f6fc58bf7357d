//===- binscan/adapters/Sqlite.h - SQLite databases -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_BINSCAN_ADAPTERS_SQLITE_H
#define FIRMCOP_BINSCAN_ADAPTERS_SQLITE_H

#include "binscan/Bytes.h"

#include <string>
#include <vector>

namespace firmcop::binscan {

/// A table with its rows; what is no text or number is empty.
struct DatabaseTable {
  std::string Name;
  std::vector<std::string> Columns;
  std::vector<std::vector<std::string>> Rows;
};

/// Whether the bytes start as a database does.
bool isSqlite(Bytes B);

/// The tables of a database as far as they can be read, and within a budget.
/// Nothing that the database defines is run, and nothing is written.
std::vector<DatabaseTable> readSqlite(Bytes B);

} // namespace firmcop::binscan

#endif // FIRMCOP_BINSCAN_ADAPTERS_SQLITE_H
