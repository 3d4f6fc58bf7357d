// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

static int gains[16];
int atoi(const char *s);

int channel(int s) {
  int number;
  recv(s, &number, sizeof number, 0);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'gains' is data that came over a network and may lie outside; {{.*}} [firmcop-unchecked-index]
  return gains[number];
}
int onlyAbove(int s) {
  int number;
  recv(s, &number, sizeof number, 0);
  if (number >= 16)
    return 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'gains' is data that came over a network
  return gains[number];
}

// negative: compared with both ends, a remainder, a number of the program.
int compared(int s) {
  int number;
  recv(s, &number, sizeof number, 0);
  if (number < 0 || number >= 16)
    return 0;
  return gains[number];
}
int remainder(int s) {
  unsigned number;
  recv(s, &number, sizeof number, 0);
  return gains[number % 16];
}
int all(void) {
  int sum = 0;
  for (int i = 0; i < 16; ++i)
    sum += gains[i];
  return sum;
}
