// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>
/* TLV daemon with a dispatch table */
struct __attribute__((packed)) tlv {
  uint16_t type;
  uint16_t len;
  uint8_t value[];
};
struct ctx {
  char name[32];
  uint32_t rates[16];
  uint8_t mac[6];
  char *note;
};
typedef int (*handler)(struct ctx *, const uint8_t *, uint16_t);
static int h_name(struct ctx *c, const uint8_t *v, uint16_t n) {
  // misses input: firmcop-unchecked-length
  memcpy(c->name, v, n);
  return 0;
}
static int h_name_ok(struct ctx *c, const uint8_t *v, uint16_t n) {
  if (n >= sizeof c->name)
    return -1;
  memcpy(c->name, v, n);
  c->name[n] = 0;
  return 0;
}
static int h_rate(struct ctx *c, const uint8_t *v, uint16_t n) {
  uint32_t i, r;
  if (n != 8)
    return -1;
  memcpy(&i, v, 4);
  memcpy(&r, v + 4, 4);
  // finds input: firmcop-unchecked-index
  c->rates[ntohl(i)] = ntohl(r);
  return 0;
}
static int h_note(struct ctx *c, const uint8_t *v, uint16_t n) {
  int32_t count;
  if (n < 4)
    return -1;
  memcpy(&count, v, 4);
  count = (int32_t)ntohl((uint32_t)count);
  if (count > n - 4)
    return -1;
  c->note = malloc(64);
  if (c->note && count < 64)
    // finds input: firmcop-sign-conversion
    memcpy(c->note, v + 4, count);
  return 0;
}
static int h_split(struct ctx *c, const uint8_t *v, uint16_t n) {
  if (n < 2)
    return -1;
  // finds input: firmcop-divisor
  printf("%d per part\n", 1000 / v[1]);
  return v[1] ? 1000 % v[1] : 0;
}
static const handler handlers[] = {h_name, h_name_ok, h_rate, h_note, h_split};
static int parse(struct ctx *c, const uint8_t *p, size_t size) {
  while (size >= sizeof(struct tlv)) {
    const struct tlv *t = (const struct tlv *)p;
    uint16_t type = ntohs(t->type), len = ntohs(t->len);
    if (len > size - sizeof *t)
      return -1;
    // finds input: firmcop-unchecked-index
    handlers[type](c, t->value, len);
    p += sizeof *t + len;
    size -= sizeof *t + len;
  }
  return 0;
}
static int parse_ok(struct ctx *c, const uint8_t *p, size_t size) {
  while (size >= sizeof(struct tlv)) {
    const struct tlv *t = (const struct tlv *)p;
    uint16_t type = ntohs(t->type), len = ntohs(t->len);
    if (len > size - sizeof *t || type >= sizeof handlers / sizeof *handlers)
      return -1;
    handlers[type](c, t->value, len);
    p += sizeof *t + len;
    size -= sizeof *t + len;
  }
  return 0;
}
int serve(int s) {
  uint8_t buf[1500];
  struct ctx c = {0};
  ssize_t n = recv(s, buf, sizeof buf, 0);
  if (n < 0)
    return -1;
  return parse(&c, buf, (size_t)n) | parse_ok(&c, buf, (size_t)n);
}
