// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

void *malloc(size_t n);

void *body(int s) {
  unsigned n;
  recv(s, &n, sizeof n, 0);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The size that 'malloc' reserves is data that came over a network and nothing limits it; {{.*}} [firmcop-unbounded-allocation]
  return malloc(n);
}

// negative: limited, small by its type, fixed.
void *limited(int s) {
  unsigned n;
  recv(s, &n, sizeof n, 0);
  if (n > 4096)
    return 0;
  return malloc(n);
}
void *small(int s) {
  unsigned char n;
  recv(s, &n, sizeof n, 0);
  return malloc(n);
}
void *fixed(void) { return malloc(100); }
