// RUN: %check %s -- -std=c11

typedef __SIZE_TYPE__ size_t;
void *dlopen(const char *path, int flags);
int execl(const char *path, const char *name, ...);
int execv(const char *path, char *const arguments[]);
int snprintf(char *to, size_t size, const char *format, ...);

void loadPlugin(void) {
  // CHECK: :[[@LINE+1]]:3: warning: 'dlopen' runs a library from a place that is no part of the signed image, and nothing verifies it; {{.+}} [firmcop-unverified-code-load]
  dlopen("/tmp/plugin.so", 1);
}
int factoryTest(char *const Arguments[]) {
  const char *Test = "/mnt/usb/factory_test";
  // CHECK: :[[@LINE+1]]:10: warning: 'execv' runs a program from a place
  return execv(Test, Arguments);
}

// negative: what is in the image, and data in such places.
void loadOwn(void) { dlopen("/usr/lib/plugins/gps.so", 1); }
int unpack(void) {
  return execl("/bin/tar", "tar", "-C", "/tmp/work", "-xf", "/tmp/a.tar", (char *)0);
}
