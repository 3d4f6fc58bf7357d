// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

int sethostname(const char *name, size_t n);
size_t strlen(const char *s);

void rename_device(int s) {
  char name[64];
  ssize_t n = recv(s, name, sizeof name - 1, 0);
  if (n <= 0)
    return;
  name[n] = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The setting that 'sethostname' changes is data that came over a network; {{.*}} [firmcop-untrusted-system-setting]
  sethostname(name, strlen(name));
}

// negative: a name of the product.
void reset(void) { sethostname("camera", 6); }
