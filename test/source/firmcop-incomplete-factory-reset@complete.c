// RUN: %firmcop-tidy '--checks=-*,firmcop-incomplete-factory-reset' --quiet %s -- -std=c11 | FileCheck %s --allow-empty
// CHECK-NOT: warning:

typedef struct FILE FILE;
FILE *fopen(const char *path, const char *mode);
int remove(const char *path);
int system(const char *command);

void save(void) {
  fopen("/data/users.db", "w");
  fopen("/data/history/energy.csv", "a");
}

// negative: the folder above both.
void factory_reset(void) {
  remove("/data/users.db");
  system("rm -rf /data/*");
}
