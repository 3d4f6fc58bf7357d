// RUN: %check %s -- -std=c11

typedef struct FILE FILE;
FILE *fopen(const char *path, const char *mode);
int nvs_set_str(unsigned handle, const char *key, const char *value);
int uci_commit(void *context, void **package, int overwrite);

void save(unsigned handle, const char *name) {
  // CHECK: :[[@LINE+1]]:3: warning: '/etc/device.conf' is lost when the power fails, since it is cut to nothing before it is written; {{.*}} [firmcop-non-atomic-persistent-write]
  fopen("/etc/device.conf", "w");
  // CHECK: :[[@LINE+1]]:3: warning: What 'nvs_set_str' sets is lost when the power fails, since nothing here commits it; commit it at once.
  nvs_set_str(handle, "name", name);
}

// negative: read, appended, temporary, of another file.
void others(const char *path) {
  fopen("/etc/device.conf", "r");
  fopen("/etc/device.conf", "a");
  fopen("/tmp/device.conf", "w");
  fopen("/dev/ttyS0", "w");
  fopen("/etc/resolv.conf", "w");
  fopen(path, "w");
}
