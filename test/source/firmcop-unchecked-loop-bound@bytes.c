// RUN: %check %s -- -std=c11

// A byte makes a sum no larger than it is, in a loop as well.

typedef unsigned long size_t;
long recv(int s, void *buffer, size_t n, int flags);
void *realloc(void *old, size_t n);

int reply(int s) {
  int address = 0, length = 0;
  char buffer[270];
  while (length < 4 + address + 2) {
    char c;
    if (recv(s, &c, 1, 0) != 1)
      return -1;
    if (length == 3)
      address = (unsigned char)c;
    buffer[length] = c;
    ++length;
  }
  return buffer[0];
}
int counted(int s) {
  int length = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: How often this loop runs is data that came over a network
  for (int rounds = 0, i = 0; i < rounds + 1; ++i) {
    recv(s, &rounds, sizeof rounds, 0);
    ++length;
  }
  return length;
}

struct packet {
  unsigned char *bytes;
  unsigned length;
};
int grow(struct packet *of, int s) {
  unsigned char size;
  recv(s, &size, 1, 0);
  if (of->length == 5)
    of->length += size;
  of->bytes = realloc(of->bytes, of->length);
  return of->bytes != 0;
}
