//===- device/events.c - Database of motion events ----------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lumen.h"

#include "sqlite3.h"

#include <stdio.h>
#include <syslog.h>

static sqlite3 *db;

bool events_open(const char *path) {
  return sqlite3_open(path, &db) == SQLITE_OK &&
         sqlite3_exec(db,
                      "CREATE TABLE IF NOT EXISTS event"
                      "(at INTEGER, label TEXT, clip TEXT)",
                      NULL, NULL, NULL) == SQLITE_OK;
}

// The label is what the user typed into the event list's search field.
bool events_delete_by_label(const char *label) {
  char sql[320];
  snprintf(sql, sizeof sql, "DELETE FROM event WHERE label = '%s'", label);
  return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

bool events_rename_label(const char *from, const char *to) {
  sqlite3_stmt *statement;
  bool done;
  if (sqlite3_prepare_v2(db, "UPDATE event SET label = ?1 WHERE label = ?2", -1,
                         &statement, NULL) != SQLITE_OK) {
    syslog(LOG_ERR, "events: %s", sqlite3_errmsg(db));
    return false;
  }
  sqlite3_bind_text(statement, 1, to, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(statement, 2, from, -1, SQLITE_TRANSIENT);
  done = sqlite3_step(statement) == SQLITE_DONE;
  sqlite3_finalize(statement);
  return done;
}
