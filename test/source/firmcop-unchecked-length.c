// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

void *memcpy(void *d, const void *s, size_t n);
struct header {
  unsigned length;
  unsigned kind;
};

void packet(int s, const char *data) {
  struct header head;
  char body[100];
  if (recv(s, &head, sizeof head, 0) < 0)
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network, which may be more than the buffer holds; {{.*}} [firmcop-unchecked-length]
  memcpy(body, data, head.length);
}
static void store(char *to, const char *from, unsigned n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network
  memcpy(to, from, n);
}
void throughCall(int s, const char *data) {
  unsigned n;
  char body[100];
  recv(s, &n, sizeof n, 0);
  store(body, data, n);
}
void tooLate(int s, const char *data) {
  unsigned n;
  char body[100];
  recv(s, &n, sizeof n, 0);
  if (n > 200)
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network
  memcpy(body, data, n);
}

// negative: compared, masked, or from inside.
void compared(int s, const char *data) {
  unsigned n;
  char body[100];
  recv(s, &n, sizeof n, 0);
  if (n > sizeof body)
    return;
  memcpy(body, data, n);
}
void masked(int s, const char *data) {
  unsigned n;
  char body[64];
  recv(s, &n, sizeof n, 0);
  memcpy(body, data, n & 63);
}
void received(int s) {
  char in[64], copy[64];
  ssize_t n = recv(s, in, sizeof in, 0);
  if (n > 0)
    memcpy(copy, in, (size_t)n);
}

// A length that is fixed can be too large as well.
char *fgets(char *buffer, int n, void *stream);
void lineOf(void *stream) {
  char line[128];
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'fgets' is given is 512, which may be more than the buffer holds; {{.*}} [firmcop-unchecked-length]
  fgets(line, 512, stream);
}
void fits(void *stream) {
  char line[128];
  fgets(line, 128, stream);
}

// negative: the buffer was made for that length, here or in a helper.
void *malloc(size_t n);
static void *reserve(size_t n) { return malloc(n + 1); }
void made(int s) {
  unsigned n;
  recv(s, &n, sizeof n, 0);
  char *text = malloc(n);
  if (text)
    recv(s, text, n, 0);
}
void madeElsewhere(int s) {
  unsigned n;
  recv(s, &n, sizeof n, 0);
  char *text = reserve(n);
  if (text)
    recv(s, text, n, 0);
}

// negative: bytes of a generator, as tests of a protocol have them.
int rand(void);
void randomBytes(char *to, const char *from) {
  unsigned char bytes[8];
  for (int i = 0; i < 8; ++i)
    bytes[i] = (unsigned char)rand();
  memcpy(to, from, bytes[0] | bytes[1] << 8);
}

// Bytes in another order are as large as before; two of four are not.
typedef unsigned int u32;
static u32 swapped(u32 x) {
  return (x & 0xff) << 24 | (x & 0xff00) << 8 | (x & 0xff0000) >> 8 |
         (x & 0xff000000) >> 24;
}
void reordered(int s, const char *data) {
  char body[100];
  u32 n;
  recv(s, &n, sizeof n, 0);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network{{.*}} [firmcop-unchecked-length]
  memcpy(body, data, swapped(n));
  if (swapped(n) <= sizeof body)
    memcpy(body, data, swapped(n));
}
void twoBits(int s, const char *data) {
  char body[100];
  u32 n;
  recv(s, &n, sizeof n, 0);
  memcpy(body, data, (n & 3) << 2 | (n & 0x30) >> 4);
}

// What is computed twice of the same is the same, unless it was read anew.
unsigned short ntohs(unsigned short n);
struct packet {
  unsigned short length;
  unsigned short other;
};
void twice(int s, const char *data) {
  char body[100];
  struct packet p;
  recv(s, &p, sizeof p, 0);
  if (ntohs(p.length) > sizeof body)
    return;
  memcpy(body, data, ntohs(p.length));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network{{.*}} [firmcop-unchecked-length]
  memcpy(body, data, ntohs(p.other));
  recv(s, &p, sizeof p, 0);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network{{.*}} [firmcop-unchecked-length]
  memcpy(body, data, ntohs(p.length));
}
void otherBytes(int s, const char *data) {
  char body[100];
  unsigned char p[80];
  recv(s, p, sizeof p, 0);
  if ((p[4] << 8 | p[5]) > (int)sizeof body)
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network{{.*}} [firmcop-unchecked-length]
  memcpy(body, data, p[6] << 8 | p[7]);
}

// One byte tells the kind of an option, the next one how long it is.
void options(int s, char *host) {
  unsigned char p[800];
  char name[40];
  recv(s, p, sizeof p, 0);
  for (int i = 0; i < 700; i += 2)
    switch (p[i]) {
    case 12:
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network{{.*}} [firmcop-unchecked-length]
      memcpy(name, p + i + 2, p[i + 1]);
      break;
    case 15:
      if (p[i + 1] <= sizeof name)
        memcpy(name, p + i + 2, p[i + 1]);
    }
}

// A short number is no limit where the buffer holds less.
void shortNumber(int s, const char *from) {
  char to[200];
  unsigned short size;
  int n = 0;
  recv(s, &size, sizeof size, 0);
  if (from)
    n = size;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is data that came over a network
  memcpy(to, from, n);
}
