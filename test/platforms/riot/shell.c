// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* RIOT: shell, gcoap, sock_udp */
typedef struct {
  const char *name, *desc;
  int (*handler)(int argc, char **argv);
} shell_command_t;
void shell_run(const shell_command_t *commands, char *line_buf, int len);
typedef struct {
  uint8_t *hdr;
  uint8_t *payload;
  uint16_t payload_len;
} coap_pkt_t;
struct coap_request_ctx;
typedef long ssize_t;
typedef struct {
  const char *path;
  unsigned methods;
  ssize_t (*handler)(coap_pkt_t *pdu, uint8_t *buf, size_t len,
                     struct coap_request_ctx *ctx);
  void *context;
} coap_resource_t;
typedef struct gcoap_listener {
  const coap_resource_t *resources;
  size_t resources_len;
} gcoap_listener_t;
void gcoap_register_listener(gcoap_listener_t *l);
ssize_t gcoap_response(coap_pkt_t *p, uint8_t *b, size_t n, unsigned code);
typedef struct sock_udp sock_udp_t;
ssize_t sock_udp_recv(sock_udp_t *sock, void *data, size_t max_len,
                      uint32_t timeout, void *remote);
uint32_t random_uint32(void);
void random_bytes(uint8_t *b, size_t n);
typedef struct {
  uint8_t x[64];
} cipher_t;
typedef const void *cipher_id_t;
extern cipher_id_t CIPHER_AES;
int cipher_init(cipher_t *c, cipher_id_t id, const uint8_t *key, uint8_t size);
int cipher_encrypt_ecb(const cipher_t *c, const uint8_t *in, size_t n,
                       uint8_t *out);
int cipher_encrypt_cbc(const cipher_t *c, uint8_t iv[16], const uint8_t *in,
                       size_t n, uint8_t *out);
static uint8_t duty[4];
static int cmd_duty(int argc, char **argv) {
  if (argc != 3)
    return 1;
  // finds input: firmcop-unchecked-index
  duty[atoi(argv[1])] = (uint8_t)atoi(argv[2]);
  return 0;
}
static int cmd_rd(int argc, char **argv) {
  if (argc == 2)
    // finds debug: firmcop-memory-command
    printf("%lx\n", *(unsigned long *)strtoul(argv[1], NULL, 16));
  return 0;
}
static const shell_command_t commands[] = {
    {"duty", "", cmd_duty}, {"rd", "", cmd_rd}, {NULL, NULL, NULL}};
static char greeting[20];
static ssize_t put_greeting(coap_pkt_t *pdu, uint8_t *buf, size_t len,
                            struct coap_request_ctx *ctx) {
  // finds input: firmcop-unchecked-length
  memcpy(greeting, pdu->payload, pdu->payload_len);
  return gcoap_response(pdu, buf, len, 68);
}
static ssize_t put_greeting_ok(coap_pkt_t *pdu, uint8_t *buf, size_t len,
                               struct coap_request_ctx *ctx) {
  if (pdu->payload_len >= sizeof greeting)
    return gcoap_response(pdu, buf, len, 128);
  memcpy(greeting, pdu->payload, pdu->payload_len);
  return gcoap_response(pdu, buf, len, 68);
}
static const coap_resource_t res[] = {{"/g", 4, put_greeting, NULL},
                                      {"/h", 4, put_greeting_ok, NULL}};
static gcoap_listener_t listener = {res, 2};
int udp(sock_udp_t *s) {
  uint8_t buf[64];
  ssize_t n = sock_udp_recv(s, buf, sizeof buf, 1000, NULL);
  if (n < 2)
    return -1;
  for (int i = 0; i < buf[1]; i++)
    // finds input: firmcop-unchecked-index
    duty[i] = buf[2 + i];
  return 0;
}
int seal(const uint8_t *in, uint8_t *out) {
  cipher_t c;
  uint8_t key[16];
  for (int i = 0; i < 16; i++)
    key[i] = (uint8_t)(i * 7 + 3);
  // misses credentials: firmcop-hardcoded-crypto-key
  if (cipher_init(&c, CIPHER_AES, key, 16) < 0)
    return -1;
  // finds crypto: firmcop-ecb-mode
  return cipher_encrypt_ecb(&c, in, 32, out);
}
int main(void) {
  char line[64];
  gcoap_register_listener(&listener);
  shell_run(commands, line, sizeof line);
  return 0;
}
