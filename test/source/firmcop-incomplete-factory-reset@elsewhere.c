// RUN: %firmcop-tidy '--checks=-*,firmcop-incomplete-factory-reset' --quiet %s -- -std=c11 | FileCheck %s --allow-empty
// CHECK-NOT: warning:

int nvs_open(const char *space, int mode, unsigned *handle);
int nvs_erase_all(unsigned handle);
void history_erase(void);

void save(unsigned *handle) {
  nvs_open("wifi", 1, handle);
  nvs_open("history", 1, handle);
}

// negative: another file erases the rest.
void factory_reset(void) {
  unsigned handle;
  nvs_open("wifi", 1, &handle);
  nvs_erase_all(handle);
  history_erase();
}
