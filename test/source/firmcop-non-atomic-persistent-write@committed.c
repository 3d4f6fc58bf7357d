// RUN: %check %s -- -std=c11

typedef struct FILE FILE;
FILE *fopen(const char *path, const char *mode);
int nvs_set_str(unsigned handle, const char *key, const char *value);
int nvs_commit(unsigned handle);

void write_settings(void) {
  // CHECK: :[[@LINE+1]]:3: warning: '/var/lib/lumen/users.json' is lost when the power fails, {{.*}} [firmcop-non-atomic-persistent-write]
  fopen("/var/lib/lumen/users.json", "wb");
}

// negative: committed.
void save(unsigned handle, const char *name) {
  nvs_set_str(handle, "name", name);
  nvs_commit(handle);
}
