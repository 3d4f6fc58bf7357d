// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

void step(unsigned i);

void rounds(int s) {
  unsigned count;
  recv(s, &count, sizeof count, 0);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: How often this loop runs is data that came over a network and nothing limits it; {{.*}} [firmcop-unchecked-loop-bound]
  for (unsigned i = 0; i < count; ++i)
    step(i);
}

// negative: limited, of 8 bits, fixed.
void limited(int s) {
  unsigned count;
  recv(s, &count, sizeof count, 0);
  if (count > 100)
    return;
  for (unsigned i = 0; i < count; ++i)
    step(i);
}
void small(int s) {
  unsigned char count;
  recv(s, &count, sizeof count, 0);
  for (unsigned i = 0; i < count; ++i)
    step(i);
}
void fixed(void) {
  for (unsigned i = 0; i < 10; ++i)
    step(i);
}
