// RUN: %check %s -- -std=c11

// How much was received is there, and may be reserved, copied and gone through;
// a buffer of fixed size does not grow with it.

typedef unsigned long size_t;
typedef struct coap_pdu_t coap_pdu_t;
int coap_get_data(const coap_pdu_t *pdu, size_t *length,
                  const unsigned char **data);
unsigned coap_opt_length(const unsigned char *option);
const unsigned char *coap_opt_value(const unsigned char *option);
void *malloc(size_t n);
void *memcpy(void *to, const void *from, size_t n);

unsigned char *keep(const coap_pdu_t *pdu) {
  size_t length = 0;
  const unsigned char *data;
  if (!coap_get_data(pdu, &length, &data))
    return 0;
  unsigned char *copy = malloc(length + 1);
  if (!copy)
    return 0;
  memcpy(copy, data, length);
  copy[length] = 0;
  for (size_t i = 0; i < length; ++i)
    copy[i] ^= 1;
  return copy;
}
void copy(unsigned char *to, const unsigned char *option) {
  memcpy(to, coap_opt_value(option), coap_opt_length(option));
}
void tag(const unsigned char *option) {
  unsigned char fixed[8];
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memcpy' is given is how much a peer sent, which may be more than the buffer holds
  memcpy(fixed, coap_opt_value(option), coap_opt_length(option));
}
void checked(const unsigned char *option) {
  unsigned char fixed[8];
  if (coap_opt_length(option) <= sizeof fixed)
    memcpy(fixed, coap_opt_value(option), sizeof fixed);
}

// What the system says of an address is no part of what was received.
struct iovec {
  void *base;
  size_t length;
};
struct msghdr {
  void *msg_name;
  unsigned msg_namelen;
  struct iovec *msg_iov;
  size_t msg_iovlen;
};
long recvmsg(int s, struct msghdr *message, int flags);
void address(int s, struct msghdr *message, char *to) {
  recvmsg(s, message, 0);
  memcpy(to, message->msg_name, message->msg_namelen);
}

// A header before the bytes keeps its own.
struct header {
  size_t size;
  struct header *next;
};
void *memset(void *to, int c, size_t n);
long recv(int s, void *buffer, size_t n, int flags);
void release(void *bytes) {
  struct header *of = (struct header *)bytes - 1;
  memset(bytes, 0, of->size);
}
void once(int s, char *bytes) {
  recv(s, bytes, 80, 0);
  release(bytes);
}
void inside(int s, char *bytes) {
  recv(s, bytes, 80, 0);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The length that 'memset' is given is data that came over a network
  memset(bytes, 0, ((struct header *)bytes)->size);
}
