// What comes over a socket of the device's own programs is no packet from a
// network.
// RUN: %firmcop-tidy %s --export-sarif=%t.sarif --fail-on=none \
// RUN:     --checks=-*,firmcop-unchecked-length -- -w > /dev/null 2> /dev/null
// RUN: python3 %test/driver/Inputs/results.py %t.sarif | FileCheck %s
// RUN: %firmcop-tidy %s --export-sarif=%t.sarif --fail-on=none \
// RUN:     --checks=-*,firmcop-unchecked-length -- -w -DTCP > /dev/null 2> /dev/null
// RUN: python3 %test/driver/Inputs/results.py %t.sarif | \
// RUN:     FileCheck %s --check-prefix=TCP
typedef unsigned long size_t;
int socket(int domain, int type, int protocol);
long recv(int s, void *to, size_t n, int flags);
void *memcpy(void *to, const void *from, size_t n);
int open_one(void) { return socket(1, 2, 0); }
#ifdef TCP
int open_other(void) { return socket(2, 1, 0); }
#endif
void receive(int s, const char *from) {
  unsigned n;
  char text[100];
  recv(s, &n, sizeof n, 0);
  // CHECK: firmcop-unchecked-length {{[a-z]+}} note local-socket.c:[[@LINE+2]]
  // TCP: firmcop-unchecked-length {{[a-z]+}} error local-socket.c:[[@LINE+1]]
  memcpy(text, from, n);
}
