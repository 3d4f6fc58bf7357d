// RUN: %check %s -- -std=c11

// An element for each part of a packet: what is left of the packet is no limit
// for an array of records.

typedef unsigned long size_t;
typedef long ssize_t;
typedef unsigned char byte;
ssize_t recv(int s, void *buffer, size_t n, int flags);

struct bind {
  byte type;
  int value;
};
static byte *take(byte *from, unsigned *left, byte *to) {
  if (*left == 0)
    return 0;
  *to = *from;
  --*left;
  return from + 1;
}
void asManyAsThereAre(int s) {
  byte in[1500], *at = in + 3;
  struct bind out[2];
  unsigned left, i;
  if (recv(s, in, sizeof in, 0) < 3)
    return;
  left = in[1] << 8 | in[2];
  for (i = 0; left > 0; ++i) {
    byte type;
    at = take(at, &left, &type);
    if (!at)
      return;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: Only data that came over a network ends the loop that writes to 'out'
    out[i].type = type;
  }
}
void asManyAsFit(int s) {
  byte in[1500], *at = in + 3;
  struct bind out[2];
  unsigned left, i;
  if (recv(s, in, sizeof in, 0) < 3)
    return;
  left = in[1] << 8 | in[2];
  for (i = 0; left > 0; ++i) {
    byte type;
    if (i >= sizeof out / sizeof *out)
      return;
    at = take(at, &left, &type);
    if (!at)
      return;
    out[i].type = type;
  }
}
// One record is no array of them.
void oneRecord(int s) {
  byte in[1500];
  struct bind out;
  unsigned left;
  if (recv(s, in, sizeof in, 0) < 3)
    return;
  for (left = in[1]; left > 0; --left)
    out.type = in[left];
}
