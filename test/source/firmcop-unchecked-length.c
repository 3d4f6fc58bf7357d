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
