// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
int getchar(void);

static unsigned readLine(unsigned char *to) {
  unsigned n = 0;
  unsigned char c;
  do {
    c = (unsigned char)getchar();
    if (c != '\r') {
      to[n] = c;
      n++;
    }
  } while (c != '\n' && c != 0);
  return n;
}
unsigned asks(void) {
  unsigned char line[100];
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: Only what is typed at a console, or piped in ends the loop that writes to 'line', so that it can be written beyond its end; stop at the last element as well. [firmcop-unbounded-fill]
  return readLine(line);
}

void byPointer(int s) {
  char packet[512], name[32];
  recv(s, packet, sizeof packet, 0);
  const char *from = packet;
  char *to = name;
  while (*from != ';')
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: Only data that came over a network ends {{.*}} 'name'{{.*}} [firmcop-unbounded-fill]
    *to++ = *from++;
}

// negative: the index, the pointer, or a count ends the loop.
void byIndex(void) {
  unsigned char line[100];
  unsigned n = 0;
  int c;
  while (n < sizeof line && (c = getchar()) != '\n')
    line[n++] = (unsigned char)c;
}
void byEnd(int s) {
  char packet[512], name[32];
  recv(s, packet, sizeof packet, 0);
  const char *from = packet;
  for (char *to = name; *from != ';'; ++from) {
    if (to == name + sizeof name)
      return;
    *to++ = *from;
  }
}
void byCount(int count) {
  unsigned char line[100];
  unsigned n = 0;
  int c;
  while (count-- > 0 && (c = getchar()) != '\n')
    line[n++] = (unsigned char)c;
}
// negative: fixed text ends it.
void fixed(void) {
  char name[32];
  const char *from = "lumen";
  char *to = name;
  while (*from)
    *to++ = *from++;
}

// negative: the count is no more than there is room for.
static void put(char *to, const char *from, int count) {
  while (count) {
    *to++ = *from++;
    count--;
  }
}
void option(int s) {
  char packet[512], text[256];
  recv(s, packet, sizeof packet, 0);
  put(text, packet + 2, (unsigned char)packet[1]);
}
void shortOption(int s) {
  char packet[512], text[32];
  recv(s, packet, sizeof packet, 0);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: Only data that came over a network ends {{.*}} 'text'{{.*}} [firmcop-unbounded-fill]
  put(text, packet + 2, (unsigned char)packet[1]);
}

// negative: each count is small, and was tested to fit before.
void lengths(int s) {
  unsigned char in[300];
  unsigned all[320], i = 0, k = 0;
  if (recv(s, in, sizeof in, 0) < 0)
    return;
  while (i < 320 && k < 300) {
    unsigned count = 3 + (in[k++] & 3);
    if (i + count > 320)
      return;
    while (count--)
      all[i++] = 0;
  }
}
