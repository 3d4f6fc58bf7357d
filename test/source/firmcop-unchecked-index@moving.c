// An index that grows by what was compared, on the way through a packet.
// RUN: %check %s -- -std=c11

typedef unsigned char byte;
typedef unsigned long size_t;
long recv(int s, void *buffer, size_t n, int flags);
void *memcpy(void *to, const void *from, size_t n);

static byte packet[1280];
byte *room(void);
int roomSize(void);

int copyHeaders(int s) {
  recv(s, packet, sizeof packet, 0);
  byte *base = room(), *out = base + 2;
  int size = roomSize(), at = 0;
  while (packet[40 + at] != 0) { // negative: the headers fit 'out', so 'at' does
    int length = (packet[41 + at] << 3) + 8;
    if (out + length >= base + size)
      return -1;
    memcpy(out, packet, length);
    out += length;
    at += length;
  }
  return at;
}

int followHeaders(int s) {
  int at = 0;
  recv(s, packet, sizeof packet, 0);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'packet' is data that came over a network
  while (packet[40 + at] != 0)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'packet' is data that came over a network
    at += (packet[41 + at] << 3) + 8;
  return at;
}

// Compared with an end that a packet tells.
int toItsEnd(int s) {
  int n, length;
  recv(s, &length, sizeof length, 0);
  recv(s, &n, sizeof n, 0);
  if (n < 0 || packet + n >= packet + length)
    return 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'packet' is data that came over a network
  return packet[n];
}
int toTheEnd(int s) { // negative
  int n;
  recv(s, &n, sizeof n, 0);
  if (n < 0 || packet + n >= packet + sizeof packet)
    return 0;
  return packet[n];
}
