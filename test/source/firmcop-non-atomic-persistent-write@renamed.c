// RUN: %check %s -- -std=c11

typedef struct FILE FILE;
FILE *fopen(const char *path, const char *mode);
int rename(const char *from, const char *to);
int nvram_set(const char *name, const char *value);

void save(const char *name) {
  // CHECK: :[[@LINE+1]]:3: warning: What 'nvram_set' sets is lost when the power fails, {{.*}} [firmcop-non-atomic-persistent-write]
  nvram_set("name", name);
}

// negative: the old file stays until the new one is whole.
void write_settings(void) {
  fopen("/etc/device.conf", "w");
  rename("/etc/device.conf", "/etc/device.old");
}
