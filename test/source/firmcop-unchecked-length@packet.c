// RUN: %check %s -- -std=c11

// How parsers of packets are built: a table of protocols, a pointer that moves
// on from byte to byte, and what is left of the packet.

typedef unsigned long size_t;
typedef long ssize_t;
typedef unsigned char byte;
ssize_t recv(int s, void *buffer, size_t n, int flags);
void *memcpy(void *d, const void *s, size_t n);
int printf(const char *format, ...);

// What is left is not bounded by what was read before it.
void wrongOperand(int s) {
  byte in[1500];
  char host[256];
  int size = (int)recv(s, in, sizeof in, 0);
  if (size < 4)
    return;
  int length = in[0] << 8 | in[1], value = in[2];
  if (length > size || value > length)
    return;
  if (value >= length + (int)sizeof host)
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network, which may be more than the buffer holds
  memcpy(host, in + value, length - value);
}
void rightOperand(int s) {
  byte in[1500];
  char host[256];
  int size = (int)recv(s, in, sizeof in, 0);
  if (size < 4)
    return;
  int length = in[0] << 8 | in[1], value = in[2];
  if (length > size || value > length)
    return;
  if (length - value >= (int)sizeof host)
    return;
  memcpy(host, in + value, length - value);
}

// Every function of the table is called, not that of the first entry alone.
struct protocol {
  unsigned short number;
  void (*input)(const byte *packet, int length);
};
static void first(const byte *packet, int length) {
  char name[16];
  if (length < 16)
    memcpy(name, packet, (size_t)length);
}
static void second(const byte *packet, int length) {
  char name[16];
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network
  memcpy(name, packet, (size_t)(packet[0] << 8 | packet[1]));
}
static const struct protocol one = {1, first}, two = {2, second};
static const struct protocol *const protocols[] = {&one, &two, 0};
void dispatch(int s) {
  byte in[1500];
  const struct protocol *found;
  if (recv(s, in, sizeof in, 0) < 10)
    return;
  for (int i = 0; (found = protocols[i]) != 0; ++i)
    if (found->number == in[0]) {
      found->input(in + 1, 9);
      return;
    }
}

// A test of one byte says nothing of the bytes behind it, and a packet that
// was looked at before comes from outside as much as one that was not.
struct queue {
  byte *packet;
};
static void log_kind(const byte *packet) { printf("%d\n", packet[0]); }
static void reply(const byte *packet) {
  char name[16];
  byte kind = *packet++;
  int length;
  if (kind != 1)
    return;
  length = *packet++ << 8;
  length |= *packet++;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network
  memcpy(name, packet, (size_t)length);
}
static void reply_checked(const byte *packet) {
  char name[16];
  byte kind = *packet++;
  int length;
  if (kind != 2)
    return;
  length = *packet++ << 8;
  length |= *packet++;
  if (length > (int)sizeof name)
    return;
  memcpy(name, packet, (size_t)length);
}
void answer(int s) {
  struct queue in;
  if (recv(s, &in, sizeof in, 0) < 0)
    return;
  log_kind(in.packet);
  reply(in.packet);
  reply_checked(in.packet);
}

// A number behind dots is printed, whichever of them it is.
static void put(char *to, int room, const char *format, ...) {
  __builtin_va_list list;
  __builtin_va_start(list, format);
  int width = __builtin_va_arg(list, int);
  while (room > 0 && width > 0) {
    *to++ = ' ';
    --room;
    --width;
  }
  *to = 0;
  __builtin_va_end(list);
}
void print(int s) {
  unsigned width;
  char line[32];
  if (recv(s, &width, sizeof width, 0) < 0)
    return;
  put(line, sizeof line, "%*s", width);
}
