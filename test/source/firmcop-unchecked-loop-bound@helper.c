// RUN: %check %s -- -std=c11

// A count that a helper is given is looked at by who calls the helper.

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t n, int flags);
void put(unsigned char byte);

static void sendAll(const unsigned char *from, unsigned count) {
  while (count > 0) {
    put(*from++);
    --count;
  }
}
static unsigned receiveCount(int s) {
  unsigned count;
  recv(s, &count, sizeof count, 0);
  return count;
}
void dump(int s, const unsigned char *memory) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: How often this loop in 'sendAll' runs is data that came over a network {{.*}} [firmcop-unchecked-loop-bound]
  sendAll(memory, receiveCount(s));
}
// negative: limited before.
void page(int s, const unsigned char *memory) {
  unsigned count = receiveCount(s);
  if (count <= 256)
    sendAll(memory, count);
}
// negative: what ends the loop is what is received, not a number of rounds.
void drain(int s) {
  unsigned count = 1;
  while (count > 0)
    count = receiveCount(s);
}
