// RUN: %check %s -- -std=c11

// A byte makes a sum no larger than it is, and where it is not added, nothing.

typedef unsigned long size_t;
long recv(int s, void *buffer, size_t n, int flags);
void *realloc(void *old, size_t n);

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
int grow_by_word(struct packet *of, int s) {
  unsigned size;
  recv(s, &size, sizeof size, 0);
  if (of->length == 5)
    of->length = size;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The size that 'realloc' reserves is data that came over a network
  of->bytes = realloc(of->bytes, of->length);
  return of->bytes != 0;
}
