// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

int atoi(const char *s);
long strtol(const char *s, char **end, int base);

int port(int s) {
  char text[16];
  ssize_t n = recv(s, text, sizeof text - 1, 0);
  if (n <= 0)
    return -1;
  text[n] = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'atoi' reads a number out of data that came over a network and cannot tell bad input from 0; {{.*}} [firmcop-unchecked-numeric-parse]
  return atoi(text);
}

// negative: a function that tells errors, text of the program's own.
long checked(int s) {
  char text[16], *end;
  recv(s, text, sizeof text - 1, 0);
  return strtol(text, &end, 10);
}
int own(void) { return atoi("80") + atoi(getenv("PORT")); }
