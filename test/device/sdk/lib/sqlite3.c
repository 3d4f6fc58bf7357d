//===- device/sdk/lib/sqlite3.c - Link stub of libsqlite3 ---------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every function fails or does nothing: the demo image is scanned, never run.
//
//===----------------------------------------------------------------------===//
#include "sqlite3.h"

#include <stddef.h>

int sqlite3_open(const char *filename, sqlite3 **ppDb) { return -1; }

int sqlite3_close(sqlite3 *db) { return -1; }

int sqlite3_exec(sqlite3 *db, const char *sql,
                 int (*callback)(void *, int, char **, char **), void *arg,
                 char **errmsg) {
  return -1;
}

int sqlite3_prepare_v2(sqlite3 *db, const char *zSql, int nByte,
                       sqlite3_stmt **ppStmt, const char **pzTail) {
  return -1;
}

int sqlite3_bind_text(sqlite3_stmt *stmt, int index, const char *value,
                      int bytes, void (*destructor)(void *)) {
  return -1;
}

int sqlite3_bind_int(sqlite3_stmt *stmt, int index, int value) { return -1; }

int sqlite3_step(sqlite3_stmt *stmt) { return -1; }

int sqlite3_finalize(sqlite3_stmt *stmt) { return -1; }

const char *sqlite3_errmsg(sqlite3 *db) { return NULL; }
