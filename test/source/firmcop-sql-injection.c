// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
int sqlite3_exec(sqlite3 *db, const char *sql, int (*cb)(void *, int, char **, char **), void *arg, char **err);
int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int n, sqlite3_stmt **s, const char **tail);
char *sqlite3_mprintf(const char *format, ...);
int snprintf(char *s, size_t n, const char *format, ...);
char *strcat(char *d, const char *s);

void built(sqlite3 *db, const char *name) {
  char sql[128];
  snprintf(sql, sizeof sql, "DELETE FROM user WHERE name='%s'", name);
  // CHECK: :[[@LINE+1]]:3: warning: The statement that 'sqlite3_exec' runs contains the text of 'name'; {{.*}} [firmcop-sql-injection]
  sqlite3_exec(db, sql, 0, 0, 0);
}

void appended(sqlite3 *db, sqlite3_stmt **s, const char *order) {
  char sql[128] = "SELECT * FROM event ORDER BY ";
  strcat(sql, order);
  // CHECK: :[[@LINE+1]]:3: warning: The statement that 'sqlite3_prepare_v2' runs contains the text of 'order'
  sqlite3_prepare_v2(db, sql, -1, s, 0);
}

void allocated(sqlite3 *db, const char *name) {
  char *sql = sqlite3_mprintf("DELETE FROM user WHERE name='%s'", name);
  // CHECK: :[[@LINE+1]]:3: warning: The statement that 'sqlite3_exec' runs contains the text of 'name'
  sqlite3_exec(db, sql, 0, 0, 0);
}

// negative: fixed, numbers, quoted by the library, handed through.
void harmless(sqlite3 *db, sqlite3_stmt **s, int id, const char *name) {
  char sql[128];
  sqlite3_exec(db, "BEGIN", 0, 0, 0);
  sqlite3_prepare_v2(db, "SELECT * FROM user WHERE name=?", -1, s, 0);
  snprintf(sql, sizeof sql, "DELETE FROM user WHERE id=%d", id);
  sqlite3_exec(db, sql, 0, 0, 0);
  sqlite3_exec(db, sqlite3_mprintf("DELETE FROM user WHERE name=%Q", name), 0, 0, 0);
}
int query(sqlite3 *db, const char *sql) {
  return sqlite3_exec(db, sql, 0, 0, 0);
}
