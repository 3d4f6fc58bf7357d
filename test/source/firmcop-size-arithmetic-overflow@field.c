// RUN: %check %s -- -std=c11

typedef unsigned long size_t;
typedef long ssize_t;
ssize_t recv(int s, void *buffer, size_t size, int flags);
void *malloc(size_t size);
void *memcpy(void *to, const void *from, size_t size);

struct message {
  void *payload;
  int length;
};

static int copyUnseen(struct message *to, const struct message *from) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The result of {{.*}} may not fit its type{{.*}} [firmcop-size-arithmetic-overflow]
  to->payload = malloc((unsigned)from->length + 1);
  if (!to->payload)
    return 1;
  memcpy(to->payload, from->payload, (unsigned)from->length);
  to->length = from->length;
  return 0;
}
int unseen(int s, struct message *to) {
  char bytes[100];
  struct message m = {bytes, 0};
  if (recv(s, &m.length, sizeof m.length, 0) < 0)
    return 1;
  return copyUnseen(to, &m);
}

// negative: the length in the field is compared before, and the buffer is made
// for it.
static int copy(struct message *to, const struct message *from) {
  to->payload = malloc((unsigned)from->length + 1);
  if (!to->payload)
    return 1;
  memcpy(to->payload, from->payload, (unsigned)from->length);
  to->length = from->length;
  return 0;
}
int compared(int s, struct message *to) {
  char bytes[100];
  struct message m = {bytes, 0};
  if (recv(s, &m.length, sizeof m.length, 0) < 0 || m.length < 0)
    return 1;
  return copy(to, &m);
}
