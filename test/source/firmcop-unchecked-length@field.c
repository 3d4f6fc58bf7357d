// RUN: %check %s -- -std=c11

// Arrays in structures, places to write to, and buffers that somebody else
// fills.

typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned int uint32_t;
typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
void *memcpy(void *to, const void *from, size_t n);
void *malloc(size_t size);
uint16_t ntohs(uint16_t n);

struct context {
  char name[32];
  uint32_t rate;
};
struct record {
  uint16_t type, length;
  uint8_t value[];
};
static int named(struct context *c, const uint8_t *v, uint16_t n) {
  // The packet limits the length, and it is longer than the name.
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network, {{.*}} [firmcop-unchecked-length]
  memcpy(c->name, v, n);
  return 0;
}
int parse(int s, struct context *c) {
  uint8_t buffer[1500];
  ssize_t size = recv(s, buffer, sizeof buffer, 0);
  if (size < (ssize_t)sizeof(struct record))
    return -1;
  const struct record *r = (const struct record *)buffer;
  uint16_t length = ntohs(r->length);
  if (length > size - sizeof *r)
    return -1;
  return named(c, r->value, length);
}
void offset(int s, uint8_t *to) {
  uint16_t start;
  uint8_t data[16];
  recv(s, &start, sizeof start, 0);
  recv(s, data, sizeof data, 0);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network
  memcpy(to + start, data, sizeof data);
}

static uint8_t frame[64];
static uint8_t copy[16];
void receive(int s) { recv(s, frame, sizeof frame, 0); }
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network
void work(void) { memcpy(copy, frame + 1, frame[0]); }

static void use(const uint8_t *from) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network
  memcpy(copy, from + 1, from[2]);
}
void handOver(void) { use(frame); }

// negative: compared with the size, the sum with the room, the buffer with
// what it holds.
int parseWell(int s, struct context *c) {
  uint8_t buffer[1500];
  ssize_t size = recv(s, buffer, sizeof buffer, 0);
  if (size < (ssize_t)sizeof(struct record))
    return -1;
  const struct record *r = (const struct record *)buffer;
  uint16_t length = ntohs(r->length);
  if (length > size - sizeof *r || length > sizeof c->name)
    return -1;
  memcpy(c->name, r->value, length);
  return 0;
}
void offsetWithin(int s, uint8_t *to, uint16_t room) {
  uint16_t start;
  uint8_t data[16];
  recv(s, &start, sizeof start, 0);
  recv(s, data, sizeof data, 0);
  if (start + sizeof data > room)
    return;
  memcpy(to + start, data, sizeof data);
}
void workWell(void) {
  if (frame[0] <= sizeof copy)
    memcpy(copy, frame + 1, frame[0]);
}
