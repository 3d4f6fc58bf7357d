// RUN: %check %s -- -std=c11

typedef unsigned char uint8_t;
typedef unsigned int uint32_t;
typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
int strcmp(const char *a, const char *b);
int memcmp(const void *a, const void *b, size_t n);
void *memcpy(void *to, const void *from, size_t n);
int puts(const char *text);
void start_telnet(void);
void log_service(const char *text);

static int unlocked, channel, factory_mode;
static struct {
  unsigned debug_enabled : 1, level : 3;
} mode;

static uint32_t word(int s) {
  uint32_t w = 0;
  recv(s, &w, sizeof w, 0);
  return w;
}
void number(int s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: A constant of the program opens the device: data that came over a network is compared with it, and what matches sets 'unlocked', so that whoever reads one image can do that to every device; remove it, or ask for a credential that each device has of its own. [firmcop-hidden-unlock]
  if (word(s) == 0x5ac3f00d)
    unlocked = 1;
}
void text(int s) {
  char line[64];
  ssize_t n = recv(s, line, sizeof line - 1, 0);
  if (n <= 0)
    return;
  line[n] = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: A constant of the program opens {{.*}} what matches calls 'start_telnet'
  if (!strcmp(line, "jk4$lm-9"))
    start_telnet();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: A constant of the program opens {{.*}} what matches sets 'debug_enabled'
  else if (memcmp(line, "~~mfg~~", 7) == 0)
    mode.debug_enabled = 1;
}
static _Bool access_allowed(const uint8_t *packet) {
  uint32_t given;
  memcpy(&given, packet, sizeof given);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: A constant of the program opens {{.*}} what matches satisfies 'access_allowed'
  if (given == 0xb16b00b5)
    return 1;
  return 0;
}
int serve(int s) {
  uint8_t packet[16];
  if (recv(s, packet, sizeof packet, 0) != sizeof packet)
    return 0;
  return access_allowed(packet);
}

void choice(int s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: A constant of the program opens {{.*}} what matches sets 'factory_mode'
  switch (word(s)) {
  case 1:
    channel = 1;
    break;
  case 0x8d3f21a7:
    factory_mode = 1;
    break;
  }
}

// negative: words, small numbers, masks, formats; matches that open nothing;
// what is refused on a match; what the program itself computed.
void harmless(int s) {
  char line[64];
  uint32_t w = word(s);
  ssize_t n = recv(s, line, sizeof line - 1, 0);
  if (n <= 0)
    return;
  line[n] = 0;
  if (!strcmp(line, "debug"))
    mode.debug_enabled = 1;
  if (!strcmp(line, "mode2"))
    factory_mode = 1;
  if (w == 7)
    unlocked = 1;
  if (w == 0xffff0000)
    factory_mode = 1;
  if (w == 0x46574844) // "FWHD"
    factory_mode = 1;
  if (w == 0x5ac3f00d)
    channel = 1;
  if (w == 0x7e3a91c4)
    unlocked = 0;
  if (w == 0x7e3a91c5)
    log_service("odd");
}
void header(int s) {
  if (word(s) != 0x8d3f21a7)
    return;
  puts("valid");
}
void computed(uint32_t seed) {
  if (seed * 3 == 0x5ac3f00d)
    unlocked = 1;
}
