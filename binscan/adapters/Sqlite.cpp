//===- binscan/adapters/Sqlite.cpp - SQLite databases -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/adapters/Sqlite.h"

#include <algorithm>
#include <memory>
#include <sqlite3.h>

using namespace firmcop::binscan;

namespace {

constexpr std::string_view Magic("SQLite format 3\0", 16);

using Connection = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

Statement prepare(sqlite3 *Db, const std::string &Query) {
  sqlite3_stmt *S = nullptr;
  sqlite3_prepare_v2(Db, Query.c_str(), static_cast<int>(Query.size()) + 1, &S,
                     nullptr);
  return {S, sqlite3_finalize};
}

/// Opens the bytes, which must outlive it. What a database could do by its own
/// definitions is turned off, and so is much work.
Connection open(std::vector<std::uint8_t> &Copy) {
  constexpr int MostSteps = 2'000'000;
  sqlite3 *Db = nullptr;
  if (sqlite3_open_v2(":memory:", &Db,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY,
                      nullptr) != SQLITE_OK) {
    sqlite3_close(Db);
    return {nullptr, sqlite3_close};
  }
  Connection C(Db, sqlite3_close);
  sqlite3_db_config(Db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(Db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(Db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(Db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_progress_handler(Db, MostSteps, [](void *) { return 1; }, nullptr);
  if (sqlite3_deserialize(Db, "main", Copy.data(),
                          static_cast<sqlite3_int64>(Copy.size()),
                          static_cast<sqlite3_int64>(Copy.size()),
                          SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
    C.reset();
  return C;
}

std::string quoted(const std::string &Name) {
  std::string Out = "\"";
  for (const char C : Name)
    Out += C == '"' ? std::string("\"\"") : std::string(1, C);
  return Out + "\"";
}

std::string columnText(sqlite3_stmt *S, int Column) {
  const int Type = sqlite3_column_type(S, Column);
  if (Type != SQLITE_TEXT && Type != SQLITE_INTEGER)
    return {};
  const auto *Text =
      reinterpret_cast<const char *>(sqlite3_column_text(S, Column));
  return Text ? std::string(Text, static_cast<std::size_t>(
                                      sqlite3_column_bytes(S, Column)))
              : std::string();
}

/// What may still be read of a database: rows may share what they are made of,
/// so that they come to more than the file.
struct Budget {
  std::size_t Rows = 100'000;
  std::size_t Bytes = std::size_t(64) << 20;
};

DatabaseTable readTable(sqlite3 *Db, const std::string &Name, Budget &Left) {
  constexpr std::size_t CostOfColumn = 32;
  DatabaseTable T{Name, {}, {}};
  const Statement S = prepare(Db, "SELECT * FROM " + quoted(Name));
  const int Columns = S ? sqlite3_column_count(S.get()) : 0;
  for (int I = 0; I != Columns; ++I) {
    const char *Column = sqlite3_column_name(S.get(), I);
    T.Columns.emplace_back(Column ? Column : "");
  }
  while (Columns != 0 && Left.Rows != 0 && Left.Bytes != 0 &&
         sqlite3_step(S.get()) == SQLITE_ROW) {
    --Left.Rows;
    std::vector<std::string> Row;
    for (int I = 0; I != Columns; ++I) {
      Row.push_back(columnText(S.get(), I));
      Left.Bytes -= std::min(Left.Bytes, Row.back().size() + CostOfColumn);
    }
    T.Rows.push_back(std::move(Row));
  }
  return T;
}

} // namespace

bool firmcop::binscan::isSqlite(Bytes B) { return B.startsWith(Magic); }

std::vector<DatabaseTable> firmcop::binscan::readSqlite(Bytes B) {
  constexpr std::size_t HeaderSize = 100, MostTables = 200;
  std::vector<DatabaseTable> Tables;
  if (!isSqlite(B) || B.size() < HeaderSize)
    return Tables;
  std::vector<std::uint8_t> Copy(B.begin(), B.end());
  // Without its log beside it a database is what its file says.
  Copy[18] = Copy[19] = 1;
  const Connection Db = open(Copy);
  if (!Db)
    return Tables;
  std::vector<std::string> Names;
  const Statement S =
      prepare(Db.get(), "SELECT name FROM sqlite_schema WHERE type = 'table' "
                        "AND sql LIKE 'CREATE TABLE %' ORDER BY name");
  while (S && Names.size() < MostTables && sqlite3_step(S.get()) == SQLITE_ROW)
    Names.push_back(columnText(S.get(), 0));
  Budget Left;
  for (const std::string &Name : Names)
    Tables.push_back(readTable(Db.get(), Name, Left));
  return Tables;
}
