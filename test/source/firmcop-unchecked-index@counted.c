// RUN: %check %s -- -std=c11

// A counter that goes as far as a number from outside says, arrays in
// structures, and the amount that was read.

typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);

static uint8_t table[20];
struct label {
  uint8_t length;
  char text[30];
  uint16_t values[4];
};
static struct label shown;
static uint8_t byte(int s) {
  uint8_t c = 0;
  recv(s, &c, 1, 0);
  return c;
}
void counted(int s) {
  uint8_t n = byte(s);
  for (uint8_t i = 0; i < n; i++)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'table' is data that came over a network and may lie outside; {{.*}} [firmcop-unchecked-index]
    table[i] = byte(s);
}
void inRecord(int s) {
  shown.length = byte(s);
  for (unsigned i = 0; i < shown.length; i++)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'text' is data that came over a network
    shown.text[i] = (char)byte(s);
}
void shifted(int s) {
  uint8_t n = byte(s);
  for (int i = 0; i < n; i++)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'table' is data that came over a network
    table[2 * i + 1] = 0;
}
void direct(int s, struct label *l) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'values' is data that came over a network
  l->values[byte(s)] = 1;
}
void end(int s) {
  char text[128];
  ssize_t n = recv(s, text, sizeof text, 0);
  if (n <= 0)
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'text' is as much as was read, which can be all 128 elements, and may lie outside; {{.*}} [firmcop-unchecked-index]
  text[n] = 0;
}

// negative: the number is limited, so is the counter, the array is larger, or
// stands for as many as there are; one byte is kept for the end.
void limited(int s) {
  uint8_t n = byte(s);
  if (n > sizeof table)
    return;
  for (uint8_t i = 0; i < n; i++)
    table[i] = byte(s);
}
void both(int s) {
  uint8_t n = byte(s);
  for (unsigned i = 0; i < n && i < sizeof table; i++)
    table[i] = byte(s);
}
void stops(int s) {
  uint8_t n = byte(s);
  for (unsigned i = 0; i < n; i++) {
    if (i == sizeof table)
      break;
    table[i] = byte(s);
  }
}
static uint8_t large[256];
void largeEnough(int s) {
  uint8_t n = byte(s);
  for (unsigned i = 0; i < n; i++)
    large[i] = byte(s);
}
struct tail {
  uint8_t length;
  uint8_t data[1];
};
int sum(int s, struct tail *t) {
  int all = 0;
  uint8_t n = byte(s);
  for (unsigned i = 0; i < n; i++)
    all += t->data[i];
  return all;
}
void oneLess(int s) {
  char text[128];
  ssize_t n = recv(s, text, sizeof text - 1, 0);
  if (n > 0)
    text[n] = 0;
}
void shortened(int s) {
  char text[128];
  ssize_t n = recv(s, text, sizeof text, 0);
  if (n <= 0)
    return;
  if (n == sizeof text)
    n--;
  text[n] = 0;
}
struct bank {
  uint16_t cells[64];
};
int block(int s, const struct bank *b) {
  uint8_t first = byte(s), count = byte(s);
  int all = 0;
  if (first + count > 64)
    return 0;
  for (unsigned i = 0; i < count; i++)
    all += b->cells[first + i];
  return all;
}
