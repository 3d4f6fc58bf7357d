// A function that is given many buffers with their sizes, while much that came
// from outside lies in globals that it might use.
// RUN: %check %s -- -std=c11

typedef unsigned char byte;
typedef unsigned long size_t;
long recv(int s, void *buffer, size_t n, int flags);
void *memcpy(void *to, const void *from, size_t n);

byte a[10], b[20], c[30], d[40], e[50], f[60], g[70], h[80];
void (*tell)(const char *what);
void useAll(const char *what) {
  static byte last;
  last = a[0] + b[0] + c[0] + d[0] + e[0] + f[0] + g[0] + h[0];
}
void setUp(void) { tell = useAll; }

static int cut(const char *name, int most, int length) {
  if (length >= most) {
    tell(name);
    length = most - 1;
  }
  return length;
}
static void take(byte *to, const byte *from, int most) {
  int size = cut("text", most, from[1]);
  memcpy(to, from + 2, size); // negative: cut
  to[size] = 0;
}
void options(int s) {
  static byte packet[1000];
  recv(s, packet, sizeof packet, 0);
  for (const byte *at = packet; *at != 0xff && at < packet + 700;
       at += at[1] + 2) {
    switch (*at) {
    case 1: take(a, at, sizeof a); break;
    case 2: take(b, at, sizeof b); break;
    case 3: take(c, at, sizeof c); break;
    case 4: take(d, at, sizeof d); break;
    case 5: take(e, at, sizeof e); break;
    case 6: take(f, at, sizeof f); break;
    case 7: take(g, at, sizeof g); break;
    case 8: take(h, at, sizeof h); break;
    case 9:
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given
      memcpy(a, at, at[1]);
      break;
    }
  }
}
