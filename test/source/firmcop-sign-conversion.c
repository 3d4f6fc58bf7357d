// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

void *memcpy(void *d, const void *s, size_t n);

void copy(int s, const char *data) {
  int n;
  char body[100];
  recv(s, &n, sizeof n, 0);
  if (n > (int)sizeof body)
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The number that 'memcpy' is given is data that came over a network, may be negative, and becomes a huge unsigned size; {{.*}} [firmcop-sign-conversion]
  memcpy(body, data, n);
}

// negative: not negative, or unsigned all along.
void both(int s, const char *data) {
  int n;
  char body[100];
  recv(s, &n, sizeof n, 0);
  if (n < 0 || n > (int)sizeof body)
    return;
  memcpy(body, data, n);
}
void neverSigned(int s, const char *data) {
  unsigned n;
  char body[100];
  recv(s, &n, sizeof n, 0);
  if (n <= sizeof body)
    memcpy(body, data, n);
}
// A few bits of it do not become huge.
void bits(int s, const char *data) {
  int n;
  char body[100];
  recv(s, &n, sizeof n, 0);
  memcpy(body, data, (unsigned)n >> 4 & 15);
}

// Negative whatever comes in.
void always(const char *data) {
  char body[100];
  int n = -1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The number that 'memcpy' is given is -1, may be negative
  memcpy(body, data, n);
}
void neverReached(const char *data) {
  char body[100];
  int n = -1;
  if (n >= 0)
    memcpy(body, data, n);
}

// negative: what is negative is more than the room when both are unsigned.
void asUnsigned(int s, char *to, const char *data, unsigned room) {
  int n;
  recv(s, &n, sizeof n, 0);
  if (n > room)
    return;
  memcpy(to, data, n);
}
void asSigned(int s, char *to, const char *data, int room) {
  int n;
  recv(s, &n, sizeof n, 0);
  if (n > room)
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The number that 'memcpy' is given is data that came over a network, may be negative
  memcpy(to, data, n);
}
