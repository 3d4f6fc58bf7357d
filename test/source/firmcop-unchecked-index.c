// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
char *getenv(const char *name);

static int gains[16];
int atoi(const char *s);

int channel(int s) {
  int number;
  recv(s, &number, sizeof number, 0);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'gains' is data that came over a network and may lie outside; {{.*}} [firmcop-unchecked-index]
  return gains[number];
}
int onlyAbove(int s) {
  int number;
  recv(s, &number, sizeof number, 0);
  if (number >= 16)
    return 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'gains' is data that came over a network
  return gains[number];
}

// negative: compared with both ends, a remainder, a number of the program.
int compared(int s) {
  int number;
  recv(s, &number, sizeof number, 0);
  if (number < 0 || number >= 16)
    return 0;
  return gains[number];
}
int remainder(int s) {
  unsigned number;
  recv(s, &number, sizeof number, 0);
  return gains[number % 16];
}
int all(void) {
  int sum = 0;
  for (int i = 0; i < 16; ++i)
    sum += gains[i];
  return sum;
}

// What lies outside whatever comes in. In a loop the last round counts, and the
// end of an array has an address.
static int table[8];
int entry(int which) { return which; }
int behind(void) {
  int last = 8;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'table' is 8 and may lie outside
  return table[last];
}
int *end(void) { return &table[8]; }
int *behindEnd(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'table' is 9 and may lie outside
  return &table[9];
}
int backwards(void) {
  int sum = 0;
  for (int i = 7; i >= 0; --i)
    sum += table[i];
  for (int i = -1; ++i < 8;)
    sum += table[i];
  return sum;
}
int guarded(void) {
  int last = 8;
  return last < 8 ? table[last] : 0;
}
struct packet { int length; char data[1]; };
char *malloc(size_t n);
char flexible(void) {
  struct packet *p = (struct packet *)malloc(64);
  return p->data[20];
}

// negative: a character as the index of a table whose size nobody says.
const int **tables(void);
int upper(int s) {
  char name[64];
  recv(s, name, sizeof name, 0);
  return (*tables())[(int)name[3]];
}

// How much was received is an index into a buffer of that size, and may lie
// outside of one of another size.
typedef struct coap_pdu_t coap_pdu_t;
int coap_get_data(const coap_pdu_t *pdu, unsigned long *length,
                  const unsigned char **data);
void terminate(const coap_pdu_t *pdu, char *room) {
  char text[64];
  unsigned long length = 0;
  const unsigned char *data;
  coap_get_data(pdu, &length, &data);
  room[length] = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The index into 'text' is how much a peer sent
  text[length] = 0;
}
