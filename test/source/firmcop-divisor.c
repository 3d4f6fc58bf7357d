// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

int rate(int s) {
  int seconds;
  recv(s, &seconds, sizeof seconds, 0);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The divisor of '/' is data that came over a network and may be 0; test it first. [firmcop-divisor]
  return 1000 / seconds;
}

// negative: tested, cannot be 0, a floating-point number.
int tested(int s) {
  int seconds;
  recv(s, &seconds, sizeof seconds, 0);
  if (seconds == 0)
    return 0;
  return 1000 / seconds;
}
int positive(int s) {
  unsigned seconds;
  recv(s, &seconds, sizeof seconds, 0);
  return 1000 / ((seconds & 15) + 1);
}
double ratio(int s) {
  float share;
  recv(s, &share, sizeof share, 0);
  return 1.0 / share;
}
int rand(void);
int share(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The divisor of '/' is random numbers that can be predicted
  return 100 / rand();
}
