// What the flow core learns of each function can be printed.
// RUN: %firmcop-tidy --dump-summaries "--checks=-*,firmcop-*" %s -- > %t.txt 2>/dev/null
// RUN: FileCheck %s --input-file=%t.txt

long recv(int, void *, unsigned long, int);
struct packet {
  unsigned char kind;
  unsigned count;
};

static unsigned read_count(int fd) {
  struct packet p;
  recv(fd, &p, sizeof p, 0);
  return p.count;
}
static int is_small(unsigned n) { return n <= 100; }
static void clear(unsigned char *at) { at[0] = 0; }

int serve(int fd) {
  unsigned char kind;
  clear(&kind);
  unsigned n = read_count(fd);
  return is_small(n) ? (int)n : -1;
}

// CHECK: 'read_count' at {{.*}}dump-summaries.c:11, solved for 1 input
// CHECK-NEXT: returns it: data that came over a network
// CHECK-NEXT: 'is_small' at {{.*}}, solved for 1 input
// CHECK-NEXT: with n: data that came over a network
// CHECK-NEXT: when it returns zero, n: 101..4294967295
// CHECK-NEXT: when it returns positive, n: 0..100
// CHECK-NEXT: 'clear' at
// CHECK-NEXT: leaves *at: 0
// CHECK-NEXT: 'serve' at
// CHECK-NEXT: returns it: -1..100, data that came over a network
// CHECK-NOT: {{.}}
