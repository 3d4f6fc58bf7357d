// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t size, int flags);
void put(char c);

static void print(const char *text, unsigned count) {
  for (unsigned i = 0; i < count; ++i)
    put(text[i]);
}

// Calls that look alike are each told.
int first(int s, const char *text) {
  unsigned count = 0;
  if (recv(s, &count, sizeof count, 0) < 0)
    return -1;
  // CHECK: :[[@LINE+1]]:3: warning: How often this loop in 'print' runs {{.*}} [firmcop-unchecked-loop-bound]
  print(text, count);
  return 0;
}
int second(int s, const char *text) {
  unsigned count = 0;
  if (recv(s, &count, sizeof count, 0) < 0)
    return -1;
  // CHECK: :[[@LINE+1]]:3: warning: How often this loop in 'print' runs {{.*}} [firmcop-unchecked-loop-bound]
  print(text, count);
  return 0;
}

// Also through a function that hands the number on.
static void show(const char *text, unsigned count) { print(text, count); }
int third(int s, const char *text) {
  unsigned count = 0;
  if (recv(s, &count, sizeof count, 0) < 0)
    return -1;
  // CHECK: :[[@LINE+1]]:3: warning: How often this loop in 'show' runs {{.*}} [firmcop-unchecked-loop-bound]
  show(text, count);
  return 0;
}
int fourth(int s, const char *text) {
  unsigned count = 0;
  if (recv(s, &count, sizeof count, 0) < 0)
    return -1;
  // CHECK: :[[@LINE+1]]:3: warning: How often this loop in 'show' runs {{.*}} [firmcop-unchecked-loop-bound]
  show(text, count);
  return 0;
}

// negative: this call is given a number that was compared.
int compared(int s, const char *text) {
  unsigned count = 0;
  if (recv(s, &count, sizeof count, 0) < 0 || count > 64)
    return -1;
  print(text, count);
  return 0;
}
